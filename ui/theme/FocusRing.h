// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QWidget>

namespace pos::ui {

// The 2 px ring around whatever has the keyboard, shown once a key was pressed. Inputs and tables
// draw their own focus instead.
class FocusRing final : public QWidget {
    Q_OBJECT
public:
    explicit FocusRing(QWidget *window);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void follow(QWidget *widget);

    QPointer<QWidget> m_target;
    bool m_keyboard = false;
};

} // namespace pos::ui
