// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QRectF>
#include <QString>

QT_FORWARD_DECLARE_CLASS(QPainter)

namespace pos::ui {

// One line of text, elided to its box.
void paintText(QPainter *painter, const QRectF &box, tok::Type type, const QColor &color, const QString &text,
               Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter, Qt::TextElideMode elide = Qt::ElideRight);
qreal widthOf(tok::Type type, const QString &text);

} // namespace pos::ui
