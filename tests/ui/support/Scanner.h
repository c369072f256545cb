// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace pos::ui::test {

// A barcode scanner as a keyboard: presses the keys of a code to whatever has the focus, with times of
// its own, so that nobody has to wait.
class Scanner {
public:
    // To the window's focus, or to this widget.
    void scan(const QString &code, QWidget *to = nullptr, Qt::Key end = Qt::Key_Return);
    // As a person does: too slow for a scanner.
    void typeByHand(const QString &text, QWidget *to = nullptr);
    void press(Qt::Key key, const QString &text, quint64 after, QWidget *to);

    static constexpr quint64 kPace = 8;    // ms a key
    static constexpr quint64 kPause = 900; // from code to code

private:
    quint64 m_now = 1'000;
};

} // namespace pos::ui::test
