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
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void fitHeight();

    QString m_title;
    QString m_explanation;
    int m_lines = 1;
};

} // namespace pos::ui
