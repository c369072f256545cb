// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>

namespace pos::ui {

// How large text is: 100, 125 or 150 per cent, changed while running. Fonts and the fixed sizes that
// belong to them (rows, pills, icons, panes) grow together; distances stay.
class TextSize final : public QObject {
    Q_OBJECT
public:
    static const QList<int> &choices();
    static int percent();
    static int px(int base) { return scaled(base, percent()); } // a size of the tokens, at the size of the moment

    static int base(int px) { return (px * 100 + percent() / 2) / percent(); } // what px() was given

    static void install(); // once; sizes widgets that are made later
    static void apply(int percent);
    static void refit(); // a new style sheet gives widgets the fonts back that they had at first

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    using QObject::QObject;
    static int scaled(int base, int percent) { return (base * percent + 50) / 100; }
};

} // namespace pos::ui
