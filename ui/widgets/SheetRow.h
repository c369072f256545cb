// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

QT_FORWARD_DECLARE_CLASS(QHBoxLayout)
QT_FORWARD_DECLARE_CLASS(QLayout)

namespace pos::ui {

// One entry of a short list that is no table: its name, a line about it, and what can be done with it.
class SheetRow final : public QFrame {
    Q_OBJECT
public:
    SheetRow(const QString &name, const QString &below, QWidget *parent = nullptr);

    void addAction(QWidget *button);

    // Takes all rows off their list: out of sight at once, and with the next events for good.
    static void clear(QLayout *rows);

private:
    QHBoxLayout *m_line;
};

} // namespace pos::ui
