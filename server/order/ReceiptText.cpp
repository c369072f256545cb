// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/order/ReceiptText.h"

#include <QTextBoundaryFinder>

namespace pos::order {

namespace {

// Cut where words end; a word longer than the paper is cut between characters, never within one.
QStringList wrap(const QString &text, qsizetype width)
{
    QStringList lines;
    QString rest = text;
    while (rest.size() > width) {
        qsizetype at = rest.lastIndexOf(u' ', width);
        if (at <= 0) {
            QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, rest);
            finder.setPosition(width);
            at = finder.isAtBoundary() ? width : qMax<qsizetype>(finder.toPreviousBoundary(), 1);
        }
        lines.append(rest.left(at).trimmed());
        rest = rest.mid(at).trimmed();
    }
    lines.append(rest);
    return lines;
}

QString centered(const QString &text, qsizetype width)
{
    return QString((width - text.size()) / 2, u' ') + text;
}

// A label and an amount share a line when both fit; else the amount goes below, at the right edge.
QString sides(const Receipt::Row &row, qsizetype width)
{
    if (row.right.isEmpty())
        return wrap(row.left, width).join(u'\n');
    const qsizetype gap = width - row.left.size() - row.right.size();
    if (gap > 0)
        return row.left + QString(gap, u' ') + row.right;
    return wrap(row.left, width).join(u'\n') + u'\n' + row.right.rightJustified(width);
}

} // namespace

QString receiptText(const Receipt &receipt, int columns)
{
    QString text;
    for (const Receipt::Row &row : receipt.rows) {
        switch (row.style) {
        case Receipt::Style::Rule: text += QString(columns, u'-'); break;
        case Receipt::Style::Title:
        case Receipt::Style::Centered: {
            QStringList lines = wrap(row.left, columns);
            for (QString &line : lines)
                line = centered(line, columns);
            text += lines.join(u'\n');
            break;
        }
        case Receipt::Style::Plain:
        case Receipt::Style::Strong: text += sides(row, columns); break;
        }
        text += u'\n';
    }
    return text;
}

} // namespace pos::order
