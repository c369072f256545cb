// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/DetailPane.h"

#include "ui/api/ErrorWords.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/Frames.h"
#include "ui/widgets/Layouts.h"
#include "ui/widgets/StatusPill.h"

#include <QScrollArea>
#include <QShortcut>
#include <QVBoxLayout>

namespace pos::ui {

namespace {
constexpr int kSide = 20;
}

DetailPane::DetailPane(const QString &name, QWidget *parent)
    : Page(parent), m_heading(new ElidedLabel(tok::Type::Heading)), m_below(new ElidedLabel(tok::Type::Small, "muted")),
      m_pill(new StatusPill), m_close(new Button(Button::Kind::Ghost, QStringLiteral("x"))),
      m_banner(new Banner(Tone::Danger)), m_scroll(new QScrollArea), m_content(nullptr),
      m_foot(boxOn<QHBoxLayout>(nullptr, 0, tok::s2))
{
    auto *outer = boxOn<QVBoxLayout>(this);
    auto *frame = new QFrame;
    frame->setProperty("box", QStringLiteral("pane"));
    outer->addWidget(frame);
    auto *column = boxOn<QVBoxLayout>(frame);

    auto *head = boxOn<QVBoxLayout>(nullptr, 0, 2);
    head->setContentsMargins(kSide, tok::s4, tok::s3, tok::s3);
    auto *line = boxOn<QHBoxLayout>(nullptr, 0, tok::s2);
    line->addWidget(m_heading, 1);
    line->addWidget(m_close);
    head->addLayout(line);
    auto *below = boxOn<QHBoxLayout>(nullptr, 0, tok::s2);
    below->addWidget(m_pill);
    below->addWidget(m_below, 1);
    head->addLayout(below);
    column->addLayout(head);
    column->addWidget(makeHairline());

    auto *form = new QWidget;
    form->setObjectName(QStringLiteral("plain"));
    m_content = boxOn<QVBoxLayout>(form, 0, tok::s3);
    m_content->setContentsMargins(kSide, tok::s4 - 2, kSide, tok::s4);
    m_content->addWidget(m_banner);
    m_scroll->setWidget(form);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(m_scroll, 1);
    column->addWidget(makeHairline());
    m_foot->setContentsMargins(kSide, tok::s3, kSide, tok::s3);
    column->addLayout(m_foot);

    m_heading->setObjectName(name + QStringLiteral(".heading"));
    m_banner->setObjectName(name + QStringLiteral(".banner"));
    m_close->setObjectName(name + QStringLiteral(".close"));
    m_banner->hide();
    m_pill->hide();
    connect(m_close, &QPushButton::clicked, this, &DetailPane::closeRequested);
    auto *escape = new QShortcut(QKeySequence(Qt::Key_Escape), this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, &DetailPane::closeRequested);
    DetailPane::retranslate();
}

void DetailPane::setHeading(const QString &heading, const QString &below)
{
    m_heading->setLine(heading);
    m_below->setLine(below);
}

void DetailPane::setState(const QString &words, Tone tone)
{
    m_pill->setState(words, tone);
    m_pill->setVisible(!words.isEmpty());
}

void DetailPane::showError(const Error &error, const QString &more)
{
    m_banner->setTexts(ErrorWords::sentence(error), more);
    m_banner->show();
    scrollToTop();
}

void DetailPane::hideError()
{
    m_banner->hide();
}

void DetailPane::scrollToTop()
{
    m_scroll->ensureVisible(0, 0);
}

void DetailPane::retranslate()
{
    m_close->setHint(tr("Close  (Esc)"));
}

} // namespace pos::ui
