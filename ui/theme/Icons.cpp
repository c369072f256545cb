// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/Icons.h"

#include "ui/theme/TintedIconEngine.h"

#include <QFile>
#include <QHash>
#include <QPainter>
#include <QSvgRenderer>

namespace pos::ui {

namespace {

QString pathOf(const QString &name)
{
    return QStringLiteral(":/icons/%1.svg").arg(name);
}

QByteArray source(const QString &name)
{
    static QHash<QString, QByteArray> files;
    QByteArray &svg = files[name];
    if (svg.isEmpty()) {
        QFile file(pathOf(name));
        if (file.open(QIODevice::ReadOnly))
            svg = file.readAll();
        else
            qWarning("there is no icon named %s", qPrintable(name));
    }
    return svg;
}

} // namespace

QIcon Icons::icon(const QString &name, Ink ink)
{
    return QIcon(new TintedIconEngine(name, ink));
}

bool Icons::exists(const QString &name)
{
    return QFile::exists(pathOf(name));
}

void Icons::paint(QPainter *painter, const QString &name, const QRectF &box, const QColor &color)
{
    QByteArray svg = source(name);
    if (svg.isEmpty())
        return;
    // QtSvg knows neither currentColor from outside nor #rrggbbaa: put #rrggbb in and carry alpha as opacity.
    svg.replace("currentColor", color.name(QColor::HexRgb).toLatin1());
    const bool large = box.width() > 24 * painter->device()->devicePixelRatioF();
    svg.replace("stroke-width=\"2\"", large ? "stroke-width=\"1.4\"" : "stroke-width=\"1.9\"");
    QSvgRenderer renderer(svg);
    painter->save();
    painter->setOpacity(painter->opacity() * color.alphaF());
    painter->setRenderHint(QPainter::Antialiasing);
    renderer.render(painter, box);
    painter->restore();
}

} // namespace pos::ui
