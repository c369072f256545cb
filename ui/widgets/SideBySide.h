// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

QT_FORWARD_DECLARE_CLASS(QBoxLayout)

namespace pos::ui {

// A page's main part and beside it a part of fixed width; below it where the page is too narrow for both.
class SideBySide final : public QWidget {
    Q_OBJECT
public:
    // sideWidth in px.
    SideBySide(QWidget *main, QWidget *side, int sideWidth, QWidget *parent = nullptr);

    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;

private:
    void arrange();

    QWidget *const m_main;
    QWidget *const m_side;
    const int m_sideWidth;
    QBoxLayout *m_layout;
};

} // namespace pos::ui
