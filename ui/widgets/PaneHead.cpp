// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/PaneHead.h"

#include "ui/widgets/Button.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/Layouts.h"
#include "ui/widgets/StatusPill.h"

#include <QVBoxLayout>

namespace pos::ui {

namespace {
constexpr int kSide = 20;
}

PaneHead::PaneHead(const QString &name, QWidget *parent)
    : Page(parent), m_heading(new ElidedLabel(tok::Type::Heading)), m_below(new ElidedLabel(tok::Type::Small, "muted")),
      m_pill(new StatusPill), m_close(new Button(Button::Kind::Ghost, QStringLiteral("x")))
{
    auto *head = boxOn<QVBoxLayout>(this, 0, 2);
    head->setContentsMargins(kSide, tok::s4, tok::s3, tok::s3);
    auto *line = boxOn<QHBoxLayout>(nullptr, 0, tok::s2);
    line->addWidget(m_heading, 1);
    line->addWidget(m_close);
    head->addLayout(line);
    auto *below = boxOn<QHBoxLayout>(nullptr, 0, tok::s2);
    below->addWidget(m_pill);
    below->addWidget(m_below, 1);
    head->addLayout(below);
    m_heading->setObjectName(name + QStringLiteral(".heading"));
    m_close->setObjectName(name + QStringLiteral(".close"));
    m_pill->hide();
    connect(m_close, &QPushButton::clicked, this, &PaneHead::closeRequested);
    retranslate();
}

void PaneHead::setHeading(const QString &heading, const QString &below)
{
    m_heading->setLine(heading);
    m_below->setLine(below);
}

void PaneHead::setState(const QString &words, Tone tone)
{
    m_pill->setState(words, tone);
    m_pill->setVisible(!words.isEmpty());
}

void PaneHead::retranslate()
{
    m_close->setHint(tr("Close  (Esc)"));
}

} // namespace pos::ui
