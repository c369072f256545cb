// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

QT_FORWARD_DECLARE_CLASS(QVBoxLayout)

namespace pos::ui {

// The steps of a wizard, from top to bottom, each with the answer given.
class StepList final : public QWidget {
    Q_OBJECT
public:
    struct Step {
        QString title;
        QString answer;
    };

    explicit StepList(QWidget *parent = nullptr);

    void setSteps(const QList<Step> &steps, int current);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<Step> m_steps;
    int m_current = 0;
};

} // namespace pos::ui
