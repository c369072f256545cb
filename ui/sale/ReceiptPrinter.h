// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QObject>

QT_FORWARD_DECLARE_CLASS(QPrinter)

namespace pos::ui {

// Puts a receipt on paper as the server wrote it, column for column.
class ReceiptPrinter final : public QObject {
    Q_OBJECT
public:
    // Asks for the printer in a dialog over the window that does not block, then prints.
    static void ask(QWidget *parent, const QString &text, const QString &title);

    // As wide as the paper, but at most as wide as a receipt is; long ones go over several pages.
    static bool print(QPrinter &printer, const QString &text);
};

} // namespace pos::ui
