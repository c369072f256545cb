// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QIconEngine>

namespace pos::ui {

// Renders a "currentColor" SVG in a colour of the theme, at the device's resolution, when it is
// painted: sharp at 1.5×, and it follows a change of the look.
class TintedIconEngine final : public QIconEngine {
public:
    TintedIconEngine(QString name, Ink ink) : m_name(std::move(name)), m_ink(ink) { }

    void paint(QPainter *painter, const QRect &box, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    QIconEngine *clone() const override { return new TintedIconEngine(*this); }

private:
    QString m_name;
    Ink m_ink;
};

} // namespace pos::ui
