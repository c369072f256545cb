// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/NavigationItem.h"

#include "ui/shell/ShellActions.h"
#include "ui/theme/Icons.h"
#include "ui/theme/TextSize.h"
#include "ui/widgets/Paint.h"

#include <QKeySequence>
#include <QPainter>

namespace pos::ui {

NavigationItem::NavigationItem(const QString &icon, const QKeySequence &keys, QWidget *parent)
    : QAbstractButton(parent), m_icon(icon), m_keys(keys)
{
    setCheckable(true);
    setAutoExclusive(true); // gives arrow keys inside the rail
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setFixedHeight(tok::navItem);
}

void NavigationItem::setLabel(const QString &text)
{
    setText(text);
    setShortcut(m_keys);
    setAccessibleName(text);
    setToolTip(withKeys(text, m_keys));
}

QSize NavigationItem::sizeHint() const
{
    return {TextSize::px(tok::railWidth) - 16, TextSize::px(tok::navItem)};
}

void NavigationItem::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(0, 1, 0, -1);
    painter.setPen(Qt::NoPen);
    if (isChecked() || underMouse()) {
        painter.setBrush(Theme::color(isChecked() ? &tok::Colors::accentSoft : &tok::Colors::pressed));
        painter.drawRoundedRect(box, tok::radiusControl, tok::radiusControl);
    }
    const QColor ink = Theme::color(isChecked() ? &tok::Colors::accentText : &tok::Colors::muted);
    Icons::paint(&painter, m_icon, QRectF(10, (height() - tok::icon) / 2.0, tok::icon, tok::icon), ink);
    paintText(&painter, QRectF(36, 0, width() - 44, height()), isChecked() ? tok::Type::Strong : tok::Type::Body,
              isChecked() ? ink : Theme::color(&tok::Colors::text), text());
}

} // namespace pos::ui
