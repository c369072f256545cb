// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/DetailPane.h"

#include "ui/api/ErrorWords.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Frames.h"
#include "ui/widgets/Layouts.h"
#include "ui/widgets/PaneHead.h"

#include <QScrollArea>
#include <QShortcut>
#include <QVBoxLayout>

namespace pos::ui {

namespace {
constexpr int kSide = 20;
}

DetailPane::DetailPane(const QString &name, QWidget *parent)
    : Page(parent), m_head(new PaneHead(name)), m_banner(new Banner(Tone::Danger)), m_scroll(new QScrollArea),
      m_content(nullptr), m_foot(boxOn<QHBoxLayout>(nullptr, 0, tok::s2))
{
    auto *outer = boxOn<QVBoxLayout>(this);
    auto *frame = new QFrame;
    frame->setProperty("box", QStringLiteral("pane"));
    outer->addWidget(frame);
    auto *column = boxOn<QVBoxLayout>(frame);
    column->addWidget(m_head);
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

    m_banner->setObjectName(name + QStringLiteral(".banner"));
    m_banner->hide();
    connect(m_head, &PaneHead::closeRequested, this, &DetailPane::closeRequested);
    auto *escape = new QShortcut(QKeySequence(Qt::Key_Escape), this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, &DetailPane::closeRequested);
}

void DetailPane::setHeading(const QString &heading, const QString &below)
{
    m_head->setHeading(heading, below);
}

void DetailPane::setState(const QString &words, Tone tone)
{
    m_head->setState(words, tone);
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

} // namespace pos::ui
