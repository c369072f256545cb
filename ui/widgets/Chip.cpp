// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Chip.h"

#include "ui/theme/Icons.h"
#include "ui/theme/TextSize.h"
#include "ui/widgets/Paint.h"

#include <QPainter>

#include <cmath>

namespace pos::ui {

using tok::Type;

Chip::Chip(QWidget *parent) : QAbstractButton(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Chip::setTexts(const QString &name, const QString &value)
{
    m_name = value.isEmpty() ? name : name + QStringLiteral(": ");
    m_value = value;
    setAccessibleName(m_name + value);
    updateGeometry();
    update();
}

QSize Chip::sizeHint() const
{
    const qreal words = widthOf(Type::Body, m_name) + (m_value.isEmpty() ? 0 : widthOf(Type::Strong, m_value));
    return {static_cast<int>(std::ceil(words)) + (m_value.isEmpty() ? 38 : 40), TextSize::px(tok::chip)};
}

void Chip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool set = !m_value.isEmpty();
    QPen edge(set ? Theme::softOf(Tone::Accent) : Theme::color(&tok::Colors::control), 1);
    if (!set)
        edge.setStyle(Qt::DashLine);
    painter.setPen(edge);
    painter.setBrush(set            ? Theme::softOf(Tone::Accent)
                     : underMouse() ? Theme::color(&tok::Colors::hover)
                                    : QColor(Qt::transparent));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), tok::radiusControl, tok::radiusControl);
    const QColor muted = Theme::color(&tok::Colors::muted);
    if (!set) {
        Icons::paint(&painter, QStringLiteral("plus"), QRectF(8, (height() - 14) / 2.0, 14, 14), muted);
        paintText(&painter, QRectF(26, 0, width() - 30, height()), Type::Body, muted, m_name);
        return;
    }
    const qreal name = widthOf(Type::Body, m_name);
    paintText(&painter, QRectF(10, 0, name + 2, height()), Type::Body, muted, m_name);
    paintText(&painter, QRectF(10 + name, 0, width() - 32 - name, height()), Type::Strong,
              Theme::color(&tok::Colors::accentText), m_value);
    Icons::paint(&painter, QStringLiteral("x"), QRectF(width() - 22, (height() - 14) / 2.0, 14, 14), muted);
}

} // namespace pos::ui
