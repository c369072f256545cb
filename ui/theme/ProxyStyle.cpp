// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/ProxyStyle.h"

#include "ui/theme/Icons.h"

#include <QPainter>
#include <QStyleOption>

namespace pos::ui {

void ProxyStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                               const QWidget *widget) const
{
    if (element == PE_FrameFocusRect)
        return;
    if (element != PE_IndicatorCheckBox && element != PE_IndicatorRadioButton) {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        return;
    }
    const auto &k = Theme::colors();
    const bool on = option->state & State_On;
    const bool round = element == PE_IndicatorRadioButton;
    const QRectF box = QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5);
    const qreal radius = round ? box.width() / 2 : 4;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(QColor(on ? k.accent : k.control), 1));
    painter->setBrush(QColor(on ? k.accent : k.surface));
    painter->drawRoundedRect(box, radius, radius);
    if (on && round) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(QColor(k.onAccent));
        painter->drawEllipse(box.center(), 3, 3);
    } else if (on) {
        Icons::paint(painter, QStringLiteral("check"), box.adjusted(2, 2, -2, -2), QColor(k.onAccent));
    }
    painter->restore();
}

int ProxyStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight: return tok::icon;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical: return 0;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int ProxyStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                          QStyleHintReturn *data) const
{
    if (hint == SH_EtchDisabledText || hint == SH_UnderlineShortcut || hint == SH_ComboBox_Popup)
        return 0;
    return QProxyStyle::styleHint(hint, option, widget, data);
}

} // namespace pos::ui
