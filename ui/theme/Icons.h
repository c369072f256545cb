// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QIcon>
#include <QRectF>

QT_FORWARD_DECLARE_CLASS(QPainter)

namespace pos::ui {

// Lucide icons by name, from the program's resources, in a colour of the theme.
class Icons {
public:
    static QIcon icon(const QString &name, Ink ink = &tok::Colors::muted);
    static void paint(QPainter *painter, const QString &name, const QRectF &box, const QColor &color);
    static bool exists(const QString &name);
};

} // namespace pos::ui
