// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/StatusPill.h"

#include "ui/theme/TextSize.h"
#include "ui/widgets/Paint.h"

#include <QEvent>
#include <QPainter>

#include <cmath>

namespace pos::ui {

StatusPill::StatusPill(QWidget *parent) : QWidget(parent)
{
    setProperty("ownSize", true); // it measures its words itself
    setFixedSize(sizeOf({}));
}

void StatusPill::setState(const QString &text, Tone tone)
{
    m_text = text;
    m_tone = tone;
    setFixedSize(sizeOf(text));
    setAccessibleName(text);
    update();
}

QSize StatusPill::sizeOf(const QString &text)
{
    return {static_cast<int>(std::ceil(widthOf(tok::Type::Caption, text))) + TextSize::px(25), TextSize::px(tok::pill)};
}

void StatusPill::paint(QPainter *painter, const QRect &cell, const QString &text, Tone tone, bool onSelection)
{
    if (text.isEmpty())
        return;
    QRect box(cell.topLeft(), sizeOf(text));
    box.setWidth(qMin(box.width(), cell.width()));
    box.moveTop(cell.center().y() - box.height() / 2 + 1);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(onSelection ? Theme::color(&tok::Colors::surface) : Theme::softOf(tone));
    painter->drawRoundedRect(box, box.height() / 2.0, box.height() / 2.0);
    painter->setBrush(Theme::inkOf(tone));
    const int dot = TextSize::px(6);
    painter->drawEllipse(QRectF(box.x() + 8, box.y() + (box.height() - dot) / 2.0, dot, dot));
    paintText(painter, box.adjusted(12 + dot, 0, -5, 0), tok::Type::Caption, Theme::inkOf(tone), text);
    painter->restore();
}

void StatusPill::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::StyleChange)
        setFixedSize(sizeOf(m_text));
    QWidget::changeEvent(event);
}

void StatusPill::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paint(&painter, rect(), m_text, m_tone);
}

} // namespace pos::ui
