// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/NameTile.h"

#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"

#include <QPainter>

namespace pos::ui {

namespace {

QString initialsOf(const QString &name)
{
    QString initials;
    bool inWord = false;
    for (const QChar c : name) {
        if (c.isLetterOrNumber() && !inWord && initials.size() < 2)
            initials += c.toUpper();
        inWord = c.isLetterOrNumber() || c == u'\'';
    }
    return initials;
}

} // namespace

void paintNameTile(QPainter *painter, const QRectF &box, const QString &name)
{
    uint sum = 0; // not qHash: it differs from run to run
    for (const QChar c : name)
        sum = sum * 31 + c.unicode();
    const int hue = static_cast<int>(sum % 360);
    const bool dark = Theme::look() == Look::Dark;
    painter->setPen(Qt::NoPen);
    painter->setBrush(QColor::fromHsl(hue, dark ? 50 : 100, dark ? 56 : 226));
    painter->drawRoundedRect(box, tok::radiusControl, tok::radiusControl);
    painter->setFont(Fonts::of(tok::Type::Strong));
    painter->setPen(QColor::fromHsl(hue, dark ? 90 : 110, dark ? 205 : 70));
    painter->drawText(box, Qt::AlignCenter, initialsOf(name));
}

} // namespace pos::ui
