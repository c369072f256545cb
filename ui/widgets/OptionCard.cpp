// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/OptionCard.h"

#include "ui/theme/Fonts.h"
#include "ui/theme/TextSize.h"
#include "ui/widgets/Paint.h"

#include <QEvent>
#include <QPainter>
#include <QStyle>
#include <QStyleOptionButton>

namespace pos::ui {

namespace {
constexpr int kHeight = 62;
constexpr int kLine = 18;
constexpr int kAside = 60; // what is left and right of the texts
}// namespace

OptionCard::OptionCard(QWidget *parent) : QRadioButton(parent)
{
    setProperty("ownSize", true);
    setAttribute(Qt::WA_Hover);
    fitHeight();
}

void OptionCard::setTexts(const QString &title, const QString &explanation)
{
    m_title = title;
    m_explanation = explanation;
    setAccessibleName(title);
    setAccessibleDescription(explanation);
    fitHeight();
    update();
}

// An explanation too long for one line takes two.
void OptionCard::fitHeight()
{
    m_lines = widthOf(tok::Type::Small, m_explanation) > width() - kAside ? 2 : 1;
    setFixedHeight(TextSize::px(kHeight + (m_lines - 1) * kLine));
}

void OptionCard::resizeEvent(QResizeEvent *event)
{
    QRadioButton::resizeEvent(event);
    fitHeight();
}

void OptionCard::changeEvent(QEvent *event)
{
    QRadioButton::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitHeight();
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
    const int across = width() - kAside;
    paintText(&painter, QRectF(44, TextSize::px(10), across, TextSize::px(20)), tok::Type::Strong, QColor(k.text),
              m_title);
    painter.setFont(Fonts::of(tok::Type::Small));
    painter.setPen(QColor(k.muted));
    painter.drawText(QRectF(44, TextSize::px(32), across, TextSize::px(kLine) * m_lines),
                     Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, m_explanation);
}

} // namespace pos::ui
