// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/labels/LabelSheet.h"

#include "ui/theme/Fonts.h"
#include "ui/theme/Tokens.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace pos::ui {

namespace {

constexpr qreal kInset = 1.6;     // mm of white around what a label holds
constexpr qreal kNamePart = 0.22; // of the label's height
constexpr qreal kFootPart = 0.22;

QFont fontOf(QFont::Weight weight)
{
    QFont font = Fonts::of(tok::Type::Body);
    font.setWeight(weight);
    font.setPixelSize(100); // scaled below: no font has a size of two pixels
    return font;
}

enum class Wide { Elided, Shrunk };

// A text of a height in millimetres: painted large and made small, so that every device has it sharp. A price
// or a code is never cut: it gets smaller instead.
void paintLine(QPainter *painter, const QRectF &box, const QString &text, QFont::Weight weight, Qt::Alignment align,
               Wide wide)
{
    const QFont font = fontOf(weight);
    const QFontMetricsF metrics(font);
    qreal scale = box.height() / metrics.height();
    if (const qreal width = metrics.horizontalAdvance(text) + 4; wide == Wide::Shrunk && width * scale > box.width())
        scale = box.width() / width;
    painter->save();
    painter->translate(box.topLeft());
    painter->scale(scale, scale);
    painter->setFont(font);
    painter->setPen(QColor(tok::ink));
    const QRectF at(0, 0, box.width() / scale, box.height() / scale);
    painter->drawText(at, align | Qt::AlignVCenter | Qt::TextSingleLine,
                      metrics.elidedText(text, Qt::ElideRight, at.width()));
    painter->restore();
}

} // namespace

const QList<LabelPaper> &LabelPaper::all()
{
    static const QList<LabelPaper> papers{
        {"a4-65", {210, 297}, {38.1, 21.2}, {4.75, 10.7}, {40.6, 21.2}, 5, 13},
        {"a4-21", {210, 297}, {63.5, 38.1}, {7.25, 15.15}, {66, 38.1}, 3, 7},
        {"roll-58", {58, 32}, {48, 30}, {5, 1}, {48, 30}, 1, 1},
        {"roll-38", {38, 25}, {36, 23}, {1, 1}, {36, 23}, 1, 1},
    };
    return papers;
}

const LabelPaper &LabelPaper::byKey(const QString &key)
{
    const auto found = std::find_if(all().begin(), all().end(),
                                    [&](const LabelPaper &paper) { return key == QLatin1String(paper.key); });
    return found == all().end() ? all().first() : *found;
}

LabelSheet::LabelSheet(const LabelPaper &paper, const QList<LabelItem> &items, Parts parts, int firstPlace)
    : m_paper(paper), m_items(items), m_parts(parts), m_firstPlace(qBound(0, firstPlace, paper.perPage() - 1))
{
    for (int i = 0; i < m_items.size(); ++i)
        m_places.append(QList<int>(qMax(0, m_items[i].count), i));
}

int LabelSheet::pages() const
{
    const int used = labels() + m_firstPlace;
    return labels() == 0 ? 0 : (used + m_paper.perPage() - 1) / m_paper.perPage();
}

QRectF LabelSheet::placeOf(int index) const
{
    const int column = index % m_paper.columns;
    const int row = index / m_paper.columns;
    return {m_paper.first.x() + column * m_paper.pitch.width(), m_paper.first.y() + row * m_paper.pitch.height(),
            m_paper.label.width(), m_paper.label.height()};
}

void LabelSheet::paintPage(QPainter *painter, int page, bool withOutlines) const
{
    for (int at = 0; at < m_paper.perPage(); ++at) {
        const QRectF label = placeOf(at);
        if (withOutlines) {
            painter->setPen(QPen(QColor(tok::cutLine), 0));
            painter->setBrush(Qt::NoBrush);
            painter->drawRoundedRect(label, 1.5, 1.5);
        }
        const int number = page * m_paper.perPage() + at - m_firstPlace;
        if (number >= 0 && number < labels())
            paintLabel(painter, label, m_items[m_places[number]]);
    }
}

void LabelSheet::paintLabel(QPainter *painter, const QRectF &label, const LabelItem &item) const
{
    const QRectF in = label.adjusted(kInset, kInset, -kInset, -kInset);
    const qreal top = m_parts.name ? in.height() * kNamePart : 0;
    const qreal foot = in.height() * kFootPart;
    if (m_parts.name)
        paintLine(painter, QRectF(in.x(), in.y(), in.width(), top), item.name, QFont::Normal, Qt::AlignHCenter,
                  Wide::Elided);
    const QRectF below(in.x(), in.bottom() - foot, in.width(), foot);
    const QRectF bars(in.x(), in.y() + top + 0.4, in.width(), in.height() - top - foot - 0.8);
    if (const auto barcode = Barcode::of(item.code))
        barcode->paint(painter, bars);
    if (!m_parts.price) {
        paintLine(painter, below, item.code, QFont::Normal, Qt::AlignHCenter, Wide::Shrunk);
        return;
    }
    const qreal half = below.width() * 0.5;
    paintLine(painter, QRectF(below.x(), below.y() + foot * 0.15, half, foot * 0.7), item.code, QFont::Normal,
              Qt::AlignLeft, Wide::Shrunk);
    paintLine(painter, QRectF(below.x() + half, below.y(), below.width() - half, foot), item.price, QFont::DemiBold,
              Qt::AlignRight, Wide::Shrunk);
}

} // namespace pos::ui
