// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/TableHeader.h"

#include "ui/theme/Fonts.h"
#include "ui/theme/Icons.h"
#include "ui/widgets/Paint.h"

#include <QPainter>

namespace pos::ui {

TableHeader::TableHeader(QWidget *parent) : QHeaderView(Qt::Horizontal, parent)
{
    setSectionsClickable(true);
    setSectionsMovable(true);
    setHighlightSections(false);
    setMinimumSectionSize(40);
    setFixedHeight(tok::rowHeader);
    setFont(Fonts::of(tok::Type::Small));
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

bool TableHeader::isFirstShown(int column) const
{
    for (int at = visualIndex(column) - 1; at >= 0; --at) {
        if (!isSectionHidden(logicalIndex(at)))
            return false;
    }
    return true;
}

bool TableHeader::isLastShown(int column) const
{
    for (int at = visualIndex(column) + 1; at < count(); ++at) {
        if (!isSectionHidden(logicalIndex(at)))
            return false;
    }
    return true;
}

QRect TableHeader::inset(const QRect &cell, int column) const
{
    return cell.adjusted(isFirstShown(column) ? tok::s4 - 1 : tok::s3, 0, isLastShown(column) ? -tok::s4 : -tok::s3,
                         -1);
}

void TableHeader::paintSection(QPainter *painter, const QRect &box, int section) const
{
    const bool sorted = isSortIndicatorShown() && sortIndicatorSection() == section;
    const bool right = model()->headerData(section, Qt::Horizontal, Qt::TextAlignmentRole).toInt() & Qt::AlignRight;
    const QString title = model()->headerData(section, Qt::Horizontal).toString();
    painter->fillRect(box, Theme::color(&tok::Colors::sunken));
    painter->fillRect(QRect(box.x(), box.bottom(), box.width(), 1), Theme::color(&tok::Colors::line));
    QRectF in = inset(box, section);
    const qreal mark = sorted ? 17 : 0;
    const qreal words = qMin(widthOf(tok::Type::Small, title), in.width() - mark);
    if (right && sorted) { // the mark stands before the words, which stay over their numbers
        Icons::paint(
            painter,
            sortIndicatorOrder() == Qt::AscendingOrder ? QStringLiteral("arrow-up") : QStringLiteral("arrow-down"),
            QRectF(in.right() - words - mark, box.center().y() - 6, 13, 13), Theme::color(&tok::Colors::muted));
    } else if (sorted) {
        Icons::paint(painter,
                     sortIndicatorOrder() == Qt::AscendingOrder ? QStringLiteral("arrow-up")
                                                                : QStringLiteral("arrow-down"),
                     QRectF(in.x() + words + 4, box.center().y() - 6, 13, 13), Theme::color(&tok::Colors::muted));
    }
    if (right)
        in.setLeft(in.right() - words);
    else
        in.setWidth(words);
    paintText(painter, in, tok::Type::Small, Theme::color(sorted ? &tok::Colors::text : &tok::Colors::muted), title);
}

} // namespace pos::ui
