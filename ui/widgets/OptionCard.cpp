// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/OptionCard.h"

#include "ui/theme/TextSize.h"
#include "ui/widgets/Paint.h"

#include <QPainter>
#include <QStyle>
#include <QStyleOptionButton>

namespace pos::ui {

namespace {
constexpr int kHeight = 62;
}

OptionCard::OptionCard(QWidget *parent) : QRadioButton(parent)
{
    setFixedHeight(kHeight);
    setAttribute(Qt::WA_Hover);
}

void OptionCard::setTexts(const QString &title, const QString &explanation)
{
    m_title = title;
    m_explanation = explanation;
    setAccessibleName(title);
    setAccessibleDescription(explanation);
    setToolTip(widthOf(tok::Type::Small, explanation) > width() - 60 ? explanation : QString());
    update();
}

QSize OptionCard::sizeHint() const
{
    return {480, TextSize::px(kHeight)};
}

void OptionCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto &k = Theme::colors();
    painter.setPen(QPen(QColor(isChecked() ? k.accent : underMouse() ? k.control : k.line), isChecked() ? 1.5 : 1));
    painter.setBrush(QColor(isChecked() ? k.accentSoft : k.surface));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), tok::radiusCard, tok::radiusCard);
    QStyleOptionButton option;
    initStyleOption(&option);
    option.rect = QRect(16, TextSize::px(20) - tok::icon / 2 + 1, tok::icon, tok::icon);
    style()->drawPrimitive(QStyle::PE_IndicatorRadioButton, &option, &painter, this);
    paintText(&painter, QRectF(44, TextSize::px(10), width() - 60, TextSize::px(20)), tok::Type::Strong, QColor(k.text),
              m_title);
    paintText(&painter, QRectF(44, TextSize::px(31), width() - 60, TextSize::px(20)), tok::Type::Small, QColor(k.muted),
              m_explanation);
}

} // namespace pos::ui
