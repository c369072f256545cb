// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/PaletteDelegate.h"

#include "ui/shell/CommandPalette.h"
#include "ui/theme/TextSize.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Paint.h"

#include <QPainter>

#include <cmath>

namespace pos::ui {

void PaletteDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QRect row = option.rect;
    const QString text = index.data().toString();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (index.data(CommandPalette::GroupRole).toBool()) {
        paintText(painter, row.adjusted(10, tok::s1, -10, 0), tok::Type::Caption, Theme::color(&tok::Colors::faint),
                  text);
        painter->restore();
        return;
    }
    const bool chosen = option.state & QStyle::State_Selected;
    if (chosen || (option.state & QStyle::State_MouseOver)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(Theme::color(chosen ? &tok::Colors::accentSoft : &tok::Colors::hover));
        painter->drawRoundedRect(row, tok::s1, tok::s1);
    }
    const int icon = TextSize::px(tok::icon);
    index.data(Qt::DecorationRole)
        .value<QIcon>()
        .paint(painter, QRect(row.x() + 10, row.center().y() - icon / 2 + 1, icon, icon));
    const QString keys = index.data(CommandPalette::KeysRole).toString();
    const int keyWidth = static_cast<int>(std::ceil(widthOf(tok::Type::Small, keys)));
    paintText(painter, row.adjusted(icon + 20, 0, -keyWidth - 22, 0), tok::Type::Body,
              Theme::color(chosen ? &tok::Colors::accentText : &tok::Colors::text), text);
    paintText(painter, QRect(row.right() - keyWidth - 10, row.y(), keyWidth + 2, row.height()), tok::Type::Small,
              Theme::color(&tok::Colors::muted), keys);
    painter->restore();
}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    return {0, TextSize::px(index.data(CommandPalette::GroupRole).toBool() ? 24 : 30)};
}

} // namespace pos::ui
