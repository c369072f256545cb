// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Banner.h"

#include "ui/widgets/Button.h"
#include "ui/widgets/IconLabel.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>

namespace pos::ui {

namespace {

QString iconOf(Tone tone)
{
    switch (tone) {
    case Tone::Success: return QStringLiteral("circle-check");
    case Tone::Warning: return QStringLiteral("triangle-alert");
    case Tone::Danger: return QStringLiteral("circle-alert");
    default: return QStringLiteral("info");
    }
}

} // namespace

Banner::Banner(Tone tone, QWidget *parent)
    : QWidget(parent), m_tone(tone), m_icon(new IconLabel(iconOf(tone), tone, 18)),
      m_strong(new Label(tok::Type::Strong)), m_more(new Label(tok::Type::Body)), m_row(boxOn<QHBoxLayout>(this, 0, 10))
{
    m_row->setContentsMargins(14, 7, 8, 7);
    m_more->setWrapped();
    m_strong->setWrapped();
    m_row->addWidget(m_icon);
    m_row->addWidget(m_strong, 2);
    m_row->addWidget(m_more, 3);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    setMinimumHeight(38);
}

void Banner::setTone(Tone tone)
{
    m_tone = tone;
    m_icon->setIcon(iconOf(tone), tone);
    update();
}

void Banner::setTexts(const QString &strong, const QString &more)
{
    m_strong->setText(strong);
    m_more->setText(more);
    m_more->setVisible(!more.isEmpty());
    setAccessibleName(strong + u' ' + more);
    // A short strong part keeps its width; only when both do not fit is it broken into lines.
    m_row->setStretchFactor(m_strong, more.isEmpty() ? 1 : 0);
    const int words = m_strong->fontMetrics().horizontalAdvance(strong);
    m_strong->setMinimumWidth(more.isEmpty() ? 0 : qMin(words + 2, 320));
}

void Banner::addAction(Button *button)
{
    m_row->addWidget(button);
}

QString Banner::strongText() const
{
    return m_strong->text();
}

void Banner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath shape;
    shape.addRoundedRect(rect(), tok::radiusCard, tok::radiusCard);
    painter.setClipPath(shape);
    painter.fillRect(rect(), Theme::softOf(m_tone));
    painter.fillRect(QRect(0, 0, 3, height()), Theme::inkOf(m_tone));
}

} // namespace pos::ui
