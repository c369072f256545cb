// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/today/FigureCard.h"

#include "ui/theme/Fonts.h"
#include "ui/theme/Icons.h"
#include "ui/widgets/Paint.h"

#include <QFontMetricsF>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace pos::ui {

namespace {

constexpr qreal kSide = tok::s4;
constexpr qreal kDayWidth = 6;
constexpr qreal kDayGap = 3;
constexpr qreal kDaysHeight = 28;
constexpr int kWideEnough = 250;

qreal lineOf(tok::Type type)
{
    return QFontMetricsF(Fonts::of(type)).height();
}

} // namespace

FigureCard::FigureCard(QWidget *parent) : QAbstractButton(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void FigureCard::setFigure(const Figure &figure)
{
    m_figure = figure;
    setAccessibleName(figure.title + QStringLiteral(": ") + figure.value);
    setAccessibleDescription((figure.changeText + u' ' + figure.comparedWith).trimmed());
    setToolTip(accessibleDescription());
    updateGeometry();
    update();
}

QSize FigureCard::sizeHint() const
{
    const qreal height =
        2 * tok::s3 + lineOf(tok::Type::Small) + lineOf(tok::Type::Figure) + lineOf(tok::Type::Small) + 2 * tok::s1;
    return {210, static_cast<int>(height)};
}

QSize FigureCard::minimumSizeHint() const
{
    const int value = static_cast<int>(std::ceil(widthOf(tok::Type::Title, m_figure.value) + 2 * kSide));
    return {std::max(150, value), sizeHint().height()};
}

void FigureCard::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

void FigureCard::paintDays(QPainter &painter, const QRectF &box) const
{
    const auto &k = Theme::colors();
    const qint64 most = std::max<qint64>(*std::max_element(m_figure.days.begin(), m_figure.days.end()), 1);
    qreal x = box.x();
    painter.setPen(Qt::NoPen);
    for (qsizetype i = 0; i < m_figure.days.size(); ++i) {
        const qreal part = static_cast<qreal>(std::max<qint64>(m_figure.days[i], 0)) / static_cast<qreal>(most);
        const qreal height = std::max(2.0, box.height() * part);
        painter.setBrush(QColor(i + 1 == m_figure.days.size() ? k.chart : k.pressed));
        painter.drawRoundedRect(QRectF(x, box.bottom() - height, kDayWidth, height), 1, 1);
        x += kDayWidth + kDayGap;
    }
}

void FigureCard::paintEvent(QPaintEvent *)
{
    const auto &k = Theme::colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QColor(k.line));
    painter.setBrush(QColor(isDown() ? k.pressed : underMouse() ? k.hover : k.surface));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), tok::radiusCard, tok::radiusCard);

    const qreal wide = width() - 2 * kSide;
    qreal y = tok::s3;
    paintText(&painter, QRectF(kSide, y, wide - 20, lineOf(tok::Type::Small)), tok::Type::Small, QColor(k.muted),
              m_figure.title);
    Icons::paint(&painter, QStringLiteral("chevron-right"), QRectF(width() - kSide - 12, y, 14, 14), QColor(k.faint));
    y += lineOf(tok::Type::Small) + tok::s1;
    const bool fits = widthOf(tok::Type::Figure, m_figure.value) <= wide; // smaller before it is cut
    paintText(&painter, QRectF(kSide, y, wide, lineOf(tok::Type::Figure)), fits ? tok::Type::Figure : tok::Type::Title,
              QColor(k.text), m_figure.value);
    y += lineOf(tok::Type::Figure) + tok::s1;

    const qreal days = static_cast<qreal>(m_figure.days.size()) * (kDayWidth + kDayGap);
    // All cards of a row are as wide: they show their days, or none does.
    const bool room = m_figure.days.size() > 1 && width() >= kWideEnough
                      && kSide + widthOf(tok::Type::Figure, m_figure.value) < width() - kSide - days;
    qreal x = kSide;
    const qreal line = lineOf(tok::Type::Small);
    if (m_figure.change) {
        const bool up = *m_figure.change >= 0;
        const QColor ink = Theme::inkOf(up ? Tone::Success : Tone::Danger);
        Icons::paint(&painter, up ? QStringLiteral("arrow-up-right") : QStringLiteral("arrow-down-right"),
                     QRectF(x, y + (line - 13) / 2, 13, 13), ink);
        x += 17;
        const qreal words = widthOf(tok::Type::Small, m_figure.changeText) + 2;
        paintText(&painter, QRectF(x, y, words, line), tok::Type::Small, ink, m_figure.changeText);
        x += words + 6;
    }
    const qreal right = room ? width() - kSide - days - 8 : width() - kSide;
    paintText(&painter, QRectF(x, y, right - x, line), tok::Type::Small, QColor(k.muted), m_figure.comparedWith);
    if (room)
        paintDays(painter,
                  QRectF(width() - kSide - days + kDayGap, height() - tok::s3 - kDaysHeight, days, kDaysHeight));
}

} // namespace pos::ui
