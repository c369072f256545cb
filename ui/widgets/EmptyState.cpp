// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/EmptyState.h"

#include "ui/widgets/Button.h"
#include "ui/widgets/IconLabel.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"

#include <QEvent>
#include <QVBoxLayout>

namespace pos::ui {

namespace {
constexpr int kTextWidth = 400;
}

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent), m_icon(new IconLabel(QStringLiteral("package-search"), Tone::Neutral, tok::iconEmpty)),
      m_title(new Label(tok::Type::Heading)), m_text(new Label(tok::Type::Body, "muted")),
      m_actions(boxOn<QHBoxLayout>(nullptr, 0, tok::s2))
{
    auto *column = boxOn<QVBoxLayout>(this, tok::s5, 0);
    column->addStretch(2);
    column->addWidget(m_icon, 0, Qt::AlignHCenter);
    column->addSpacing(tok::s3);
    column->addWidget(m_title, 0, Qt::AlignHCenter);
    column->addSpacing(tok::s1);
    m_text->setWrapped();
    m_text->setAlignment(Qt::AlignHCenter);
    m_text->setFixedWidth(kTextWidth);
    column->addWidget(m_text, 0, Qt::AlignHCenter);
    column->addSpacing(tok::s4);
    m_actions->addStretch();
    m_actions->addStretch();
    column->addLayout(m_actions);
    column->addStretch(3);
}

void EmptyState::setContent(const QString &icon, const QString &title, const QString &text)
{
    m_icon->setIcon(icon, Tone::Neutral);
    m_title->setText(title);
    m_text->setText(text);
    fitText();
}

// An aligned, wrapped label is cut otherwise.
void EmptyState::fitText()
{
    m_text->setMinimumHeight(qMax(0, m_text->heightForWidth(m_text->minimumWidth())));
}

bool EmptyState::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Polish) // the words or their size changed
        fitText();
    return QWidget::event(event);
}

void EmptyState::addAction(Button *button)
{
    m_actions->insertWidget(m_actions->count() - 1, button);
}

QString EmptyState::text() const
{
    return m_text->text();
}

QString EmptyState::title() const
{
    return m_title->text();
}

} // namespace pos::ui
