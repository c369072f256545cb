// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/BarChart.h"

#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Paint.h"

#include <QFontMetricsF>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace pos::ui {

namespace {
constexpr qreal kTop = 12;
constexpr qreal kRight = 12;
constexpr qreal kGap = 10;     // between the scale's words and the plot
constexpr qreal kBelow = 26;   // labels of the bars
constexpr qreal kWidest = 34;  // a bar
constexpr qreal kNarrowest = 3;
constexpr int kSteps = 4;

}// namespace

BarChart::BarChart(QWidget *parent) : Page(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setMouseTracking(true);
}

void BarChart::setBars(const QList<Bar> &bars, const QString &pastName)
{
    m_bars = bars;
    m_pastName = pastName;
    if (m_marked >= bars.size())
        m_marked = -1;
    retranslate();
    update();
}

void BarChart::retranslate()
{
    if (m_marked >= 0) {
        setAccessibleDescription(wordsOf(m_bars[m_marked]).join(QStringLiteral(", ")));
        return;
    }
    QStringList all;
    for (const Bar &bar : std::as_const(m_bars)) {
        if (!bar.amount.isZero())
            all.append(wordsOf(bar).join(QStringLiteral(", ")));
    }
    setAccessibleDescription(all.isEmpty() ? tr("Nothing sold yet") : all.join(QStringLiteral("; ")));
}

QStringList BarChart::wordsOf(const Bar &bar) const
{
    QStringList words{bar.isAhead ? bar.name : tr("%1: %2").arg(bar.name, m_format.format(bar.amount))};
    if (bar.isRunning)
        words.append(tr("still running"));
    if (bar.past)
        words.append(tr("%1: %2").arg(m_pastName, m_format.format(*bar.past)));
    return words;
}

QSize BarChart::sizeHint() const
{
    return {480, 240};
}

QSize BarChart::minimumSizeHint() const
{
    return {220, 150};
}

qint64 BarChart::stepFor(qint64 most)
{
    qint64 ten = 1;
    while (most / kSteps > ten * 10)
        ten *= 10;
    for (const qint64 step : {ten, 2 * ten, 5 * ten, 10 * ten}) {
        if (step * kSteps >= most)
            return step;
    }
    return 20 * ten;
}

QString BarChart::shortAmount(Money amount, const MoneyFormat &format)
{
    qint64 unit = 1;
    for (int i = 0; i < format.decimals(); ++i)
        unit *= 10;
    const qint64 whole = amount.minor() / unit;
    const auto in = [&](qint64 size, const QString &words) {
        const auto tenths = mulDiv(whole, 10, size, Rounding::HalfUp).value_or(0);
        return words.arg(format.symbol() + format.format(Quantity::ofThousandths(tenths * 100)));
    };
    if (qAbs(whole) >= 1'000'000'000)
        return in(1'000'000'000, tr("%1bn"));
    if (qAbs(whole) >= 1'000'000)
        return in(1'000'000, tr("%1m"));
    if (qAbs(whole) >= 10'000)
        return in(1'000, tr("%1k"));
    return amount.minor() % unit == 0 ? format.symbol() + format.format(Quantity::ofUnits(whole))
                                      : format.format(amount);
}

qint64 BarChart::most() const
{
    qint64 most = 0;
    for (const Bar &bar : m_bars)
        most = std::max({most, bar.amount.minor(), bar.past.value_or(Money()).minor()});
    return most;
}

qint64 BarChart::least() const
{
    qint64 least = 0;
    for (const Bar &bar : m_bars)
        least = std::min({least, bar.amount.minor(), bar.past.value_or(Money()).minor()});
    return least;
}

QRectF BarChart::plot() const
{
    const QFontMetricsF metrics(Fonts::of(tok::Type::Caption));
    const qint64 step = stepFor(std::max<qint64>(most() - least(), 1));
    qreal words = 0;
    for (qint64 at = (least() / step) * step; at <= most() + step; at += step)
        words = std::max(words, metrics.horizontalAdvance(shortAmount(Money::ofMinor(at), m_format)));
    const qreal left = tok::s4 + words + kGap;
    return {left, kTop, width() - left - kRight, height() - kTop - std::max(kBelow, metrics.height() + 10)};
}

QRectF BarChart::slot(int bar) const
{
    const QRectF area = plot();
    const qreal wide = area.width() / static_cast<qreal>(std::max<qsizetype>(m_bars.size(), 1));
    return {area.x() + bar * wide, area.y(), wide, area.height()};
}

qreal BarChart::yOf(Money amount) const
{
    const QRectF area = plot();
    const qint64 step = stepFor(std::max<qint64>(most() - least(), 1));
    const qint64 bottom = least() < 0 ? (least() / step - 1) * step : 0;
    const qint64 top = std::max((most() + step - 1) / step, qint64(1)) * step;
    return area.bottom()
           - area.height() * static_cast<qreal>(amount.minor() - bottom) / static_cast<qreal>(top - bottom);
}

void BarChart::paintScale(QPainter &painter) const
{
    const auto &k = Theme::colors();
    const QRectF area = plot();
    const qint64 step = stepFor(std::max<qint64>(most() - least(), 1));
    const qint64 bottom = least() < 0 ? (least() / step - 1) * step : 0;
    const qint64 top = std::max((most() + step - 1) / step, qint64(1)) * step;
    for (qint64 at = bottom; at <= top; at += step) {
        const qreal y = yOf(Money::ofMinor(at));
        painter.fillRect(QRectF(area.x(), qRound(y), area.width(), 1), QColor(at == 0 ? k.edge : k.line));
        paintText(&painter, QRectF(0, y - 9, area.x() - kGap, 18), tok::Type::Caption, QColor(k.muted),
                  shortAmount(Money::ofMinor(at), m_format), Qt::AlignRight | Qt::AlignVCenter);
    }
    qreal widest = 0;
    for (const Bar &bar : m_bars)
        widest = std::max(widest, widthOf(tok::Type::Caption, bar.label));
    const qreal wide = slot(0).width();
    const int every = std::max(1, static_cast<int>((widest + 6) / std::max(wide, 1.0)) + 1);
    for (int i = 0; i < m_bars.size(); i += every) {
        const QRectF at = slot(i);
        const QRectF below(at.center().x() - widest, area.bottom() + 4, 2 * widest, kBelow - 6);
        paintText(&painter, below, tok::Type::Caption, QColor(m_bars[i].isAhead ? k.faint : k.text), m_bars[i].label,
                  Qt::AlignCenter);
    }
}

void BarChart::paintBars(QPainter &painter) const
{
    const auto &k = Theme::colors();
    painter.setPen(Qt::NoPen);
    for (int i = 0; i < m_bars.size(); ++i) {
        if (m_bars[i].amount.isZero())
            continue;
        const QRectF at = slot(i);
        const qreal wide = std::clamp(at.width() * 0.62, kNarrowest, kWidest);
        const qreal y = yOf(m_bars[i].amount);
        const qreal zero = yOf(Money());
        const QRectF bar(at.center().x() - wide / 2, std::min(y, zero), wide, std::max(std::abs(zero - y), 1.0));
        painter.setBrush(QColor(m_bars[i].isRunning ? k.chartMid : k.chart));
        QPainterPath shape;
        shape.addRoundedRect(bar, 2, 2);
        painter.drawPath(shape);
    }
}

// A rim in the colour of the ground keeps the line readable where it crosses a bar.
void BarChart::paintPast(QPainter &painter) const
{
    const auto &k = Theme::colors();
    QPainterPath line;
    bool drawing = false;
    for (int i = 0; i < m_bars.size(); ++i) {
        if (!m_bars[i].past) {
            drawing = false;
            continue;
        }
        const QPointF at(slot(i).center().x(), yOf(*m_bars[i].past));
        drawing ? line.lineTo(at) : line.moveTo(at);
        drawing = true;
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(QColor(k.surface), 4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(line);
    painter.setPen(QPen(QColor(k.muted), 1.8, Qt::CustomDashLine, Qt::FlatCap, Qt::RoundJoin));
    QPen pen = painter.pen();
    pen.setDashPattern({4, 2.5});
    painter.setPen(pen);
    painter.drawPath(line);
}

void BarChart::paintMark(QPainter &painter) const
{
    if (m_marked < 0 || m_marked >= m_bars.size())
        return;
    const auto &k = Theme::colors();
    const QStringList words = wordsOf(m_bars[m_marked]);
    const qreal line = QFontMetricsF(Fonts::of(tok::Type::Small)).height() + 2;
    qreal wide = 0;
    for (const QString &text : words)
        wide = std::max(wide, widthOf(tok::Type::Small, text));
    const QRectF at = slot(m_marked);
    painter.setPen(Qt::NoPen);
    QColor column(k.text);
    column.setAlphaF(0.06F);
    painter.setBrush(column);
    painter.drawRect(at);
    QRectF box(0, kTop, wide + 20, line * static_cast<qreal>(words.size()) + 12);
    const bool leftOf = at.right() + 8 + box.width() > width() - 4;
    box.moveLeft(leftOf ? std::max(at.left() - 8 - box.width(), 4.0) : at.right() + 8);
    painter.setBrush(QColor(k.toast));
    painter.drawRoundedRect(box, tok::radiusControl, tok::radiusControl);
    QRectF row(box.x() + 10, box.y() + 6, wide + 2, line);
    for (const QString &text : words) {
        paintText(&painter, row, tok::Type::Small, QColor(k.onToast), text);
        row.translate(0, line);
    }
}

void BarChart::paintEvent(QPaintEvent *)
{
    if (m_bars.isEmpty())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintScale(painter);
    paintBars(painter);
    paintPast(painter);
    paintMark(painter);
}

int BarChart::barAt(const QPointF &at) const
{
    for (int i = 0; i < m_bars.size(); ++i) {
        const QRectF column = slot(i).adjusted(0, -kTop, 0, kBelow);
        if (column.contains(at))
            return i;
    }
    return -1;
}

void BarChart::mark(int bar)
{
    if (bar == m_marked)
        return;
    m_marked = bar;
    retranslate();
    update();
}

void BarChart::keyPressEvent(QKeyEvent *event)
{
    const int last = static_cast<int>(m_bars.size()) - 1;
    switch (event->key()) {
    case Qt::Key_Left: mark(m_marked < 0 ? last : std::max(m_marked - 1, 0)); return;
    case Qt::Key_Right: mark(std::min(m_marked + 1, last)); return;
    case Qt::Key_Home: mark(last < 0 ? -1 : 0); return;
    case Qt::Key_End: mark(last); return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (m_marked >= 0)
            Q_EMIT opened(m_marked);
        return;
    default: Page::keyPressEvent(event);
    }
}

void BarChart::mouseMoveEvent(QMouseEvent *event)
{
    mark(barAt(event->position()));
}

void BarChart::mousePressEvent(QMouseEvent *event)
{
    if (const int bar = barAt(event->position()); bar >= 0 && event->button() == Qt::LeftButton)
        Q_EMIT opened(bar);
}

void BarChart::leaveEvent(QEvent *)
{
    if (!hasFocus())
        mark(-1);
}

void BarChart::focusOutEvent(QFocusEvent *event)
{
    mark(-1);
    Page::focusOutEvent(event);
}

} // namespace pos::ui
