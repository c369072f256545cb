// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRadioButton>

namespace pos::ui {

// A choice among few, with room for its explanation.
class OptionCard final : public QRadioButton {
    Q_OBJECT
public:
    explicit OptionCard(QWidget *parent = nullptr);

    void setTexts(const QString &title, const QString &explanation);
    QSize sizeHint() const override;

protected:
    bool hitButton(const QPoint &position) const override { return rect().contains(position); }
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_title;
    QString m_explanation;
};

} // namespace pos::ui
