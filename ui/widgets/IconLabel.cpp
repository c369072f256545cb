// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/IconLabel.h"

#include "ui/theme/Icons.h"

#include <QPainter>

namespace pos::ui {

IconLabel::IconLabel(const QString &icon, Tone tone, int pixels, QWidget *parent)
    : QWidget(parent), m_icon(icon), m_tone(tone)
{
    setFixedSize(pixels, pixels);
}

void IconLabel::setIcon(const QString &icon, Tone tone)
{
    m_icon = icon;
    m_tone = tone;
    update();
}

void IconLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    Icons::paint(&painter, m_icon, rect(), Theme::inkOf(m_tone));
}

} // namespace pos::ui
