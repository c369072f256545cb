// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>
#include <QString>

QT_FORWARD_DECLARE_CLASS(QPainter)

namespace pos::ui {

// Stands for a product without a photo: its initials on a tint that its name decides.
void paintNameTile(QPainter *painter, const QRectF &box, const QString &name);

} // namespace pos::ui
