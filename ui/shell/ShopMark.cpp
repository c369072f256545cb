// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/ShopMark.h"

#include "ui/theme/Icons.h"

#include <QPainter>

namespace pos::ui {

ShopMark::ShopMark(int size, QWidget *parent) : QWidget(parent)
{
    setFixedSize(size, size);
}

void ShopMark::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Theme::color(&tok::Colors::accent));
    painter.drawRoundedRect(rect(), 7, 7);
    const qreal margin = width() / 5.0;
    Icons::paint(&painter, QStringLiteral("store"), QRectF(rect()).adjusted(margin, margin, -margin, -margin),
                 Theme::color(&tok::Colors::onAccent));
}

} // namespace pos::ui
