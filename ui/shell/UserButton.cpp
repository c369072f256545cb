// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/UserButton.h"

#include "ui/theme/Icons.h"
#include "ui/theme/TextSize.h"
#include "ui/widgets/Paint.h"

#include <QPainter>

namespace pos::ui {

UserButton::UserButton(QWidget *parent) : QAbstractButton(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize UserButton::sizeHint() const
{
    return {120, TextSize::px(40)};
}

void UserButton::setPerson(const QString &name, const QString &role)
{
    m_name = name;
    m_role = role;
    setAccessibleName(name + QStringLiteral(", ") + role);
    setToolTip(accessibleName());
    update();
}

void UserButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (underMouse() || isDown()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(Theme::color(&tok::Colors::pressed));
        painter.drawRoundedRect(rect(), tok::radiusControl, tok::radiusControl);
    }
    Icons::paint(&painter, QStringLiteral("user-round"), QRectF(8, (height() - 18) / 2.0, 18, 18),
                 Theme::color(&tok::Colors::muted));
    paintText(&painter, QRectF(36, TextSize::px(4), width() - 40, TextSize::px(17)), tok::Type::Strong,
              Theme::color(&tok::Colors::text), m_name);
    paintText(&painter, QRectF(36, TextSize::px(20), width() - 40, TextSize::px(15)), tok::Type::Caption,
              Theme::color(&tok::Colors::muted), m_role);
}

} // namespace pos::ui
