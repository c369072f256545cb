// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/TintedIconEngine.h"

#include "ui/theme/Icons.h"

#include <QPainter>
#include <QPixmap>

namespace pos::ui {

void TintedIconEngine::paint(QPainter *painter, const QRect &box, QIcon::Mode mode, QIcon::State)
{
    // A box wider than high is the gap before a button's text.
    const QRect square(box.topLeft(), QSize(box.height(), box.height()));
    Icons::paint(painter, m_name, square, Theme::color(mode == QIcon::Disabled ? &tok::Colors::faint : m_ink));
}

QPixmap TintedIconEngine::pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state)
{
    QPixmap map(size);
    map.fill(Qt::transparent);
    QPainter painter(&map);
    paint(&painter, map.rect(), mode, state);
    return map;
}

} // namespace pos::ui
