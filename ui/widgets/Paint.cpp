// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Paint.h"

#include "ui/theme/Fonts.h"

#include <QFontMetricsF>
#include <QPainter>

namespace pos::ui {

void paintText(QPainter *painter, const QRectF &box, tok::Type type, const QColor &color, const QString &text,
               Qt::Alignment alignment, Qt::TextElideMode elide)
{
    painter->setFont(Fonts::of(type));
    painter->setPen(color);
    const QString shown = QFontMetricsF(painter->font()).elidedText(text, elide, box.width() + 1);
    painter->drawText(box, static_cast<int>(alignment) | Qt::TextSingleLine, shown);
}

qreal widthOf(tok::Type type, const QString &text)
{
    return QFontMetricsF(Fonts::of(type)).horizontalAdvance(text);
}

} // namespace pos::ui
