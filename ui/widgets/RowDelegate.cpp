// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/RowDelegate.h"

#include "ui/theme/TextSize.h"
#include "ui/widgets/CellRole.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/NameTile.h"
#include "ui/widgets/Paint.h"
#include "ui/widgets/StatusPill.h"
#include "ui/widgets/TableHeader.h"

#include <QPainter>

namespace pos::ui {

RowDelegate::RowDelegate(DataTable *table) : QStyledItemDelegate(table), m_table(table)
{
}

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto &k = Theme::colors();
    const QRect cell = option.rect;
    const bool selected = option.state & QStyle::State_Selected;
    const QColor ink(m_table->isStale() ? k.muted : k.text);
    const QColor muted(k.muted);
    const auto kind = static_cast<CellKind>(index.data(KindRole).toInt());
    const auto tone = static_cast<Tone>(index.data(ToneRole).toInt());
    const QString text = index.data().toString();

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->fillRect(cell, QColor(selected ? k.accentSoft : index.row() == m_table->hoverRow() ? k.hover : k.surface));
    painter->fillRect(QRect(cell.x(), cell.bottom(), cell.width(), 1), QColor(k.line));
    const QRect in = m_table->header()->inset(cell, index.column());
    if (selected && cell.x() <= 0)
        painter->fillRect(QRect(cell.x(), cell.y(), 3, cell.height() - 1),
                          QColor(m_table->hasFocus() ? k.focus : k.control));

    switch (kind) {
    case CellKind::Number: {
        const QString sub = index.data(SubRole).toString();
        const QRect line = sub.isEmpty() ? in : QRect(in.x(), cell.center().y() - 17, in.width(), 18);
        paintText(painter, line, tok::Type::Body, tone == Tone::Neutral ? ink : Theme::inkOf(tone), text,
                  Qt::AlignRight | Qt::AlignVCenter);
        if (!sub.isEmpty())
            paintText(painter, QRect(in.x(), cell.center().y() + 1, in.width(), 16), tok::Type::Small, muted, sub,
                      Qt::AlignRight | Qt::AlignVCenter);
        break;
    }
    case CellKind::Muted: paintText(painter, in, tok::Type::Body, muted, text); break;
    case CellKind::Pill: StatusPill::paint(painter, in, text, tone, selected); break;
    case CellKind::Named: {
        const int thumb = TextSize::px(tok::thumb);
        const QRectF tile(in.x(), in.center().y() - thumb / 2 + 1, thumb, thumb);
        painter->setOpacity(m_table->isStale() ? 0.6 : 1);
        paintNameTile(painter, tile, text);
        painter->setOpacity(1);
        const qreal x = tile.right() + 12;
        const qreal width = in.right() - x;
        const int middle = cell.center().y();
        paintText(painter, QRectF(x, middle - TextSize::px(17), width, TextSize::px(18)), tok::Type::Strong, ink, text);
        paintText(painter, QRectF(x, middle + 1, width, TextSize::px(16)), tok::Type::Small, muted,
                  index.data(SubRole).toString());
        break;
    }
    case CellKind::TwoLines: {
        const int middle = cell.center().y();
        const QString sub = index.data(SubRole).toString();
        const QRectF upper(in.x(), middle - TextSize::px(17), in.width(), TextSize::px(18));
        paintText(painter, sub.isEmpty() ? QRectF(in) : upper, tok::Type::Body, ink, text);
        paintText(painter, QRectF(in.x(), middle + 1, in.width(), TextSize::px(16)), tok::Type::Small,
                  tone == Tone::Danger ? Theme::inkOf(tone) : muted, sub);
        break;
    }
    case CellKind::Code:
        paintText(painter, in, tok::Type::Body, ink, text, Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideMiddle);
        break;
    case CellKind::Plain: paintText(painter, in, tok::Type::Body, ink, text); break;
    }

    if (m_table->hasFocus() && index.row() == m_table->currentIndex().row()) { // the keyboard's row
        painter->setPen(Qt::NoPen);
        painter->setBrush(QColor(k.focus));
        painter->drawRect(QRect(cell.x(), cell.y(), cell.width(), 1));
        painter->drawRect(QRect(cell.x(), cell.bottom() - 1, cell.width(), 2));
    }
    painter->restore();
}

} // namespace pos::ui
