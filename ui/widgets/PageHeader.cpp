// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/PageHeader.h"

#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/Layouts.h"

#include <QVBoxLayout>

namespace pos::ui {

PageHeader::PageHeader(QWidget *parent)
    : QWidget(parent), m_title(new Label(tok::Type::Title)), m_sub(new ElidedLabel(tok::Type::Small, "muted")),
      m_row(boxOn<QHBoxLayout>(this, 0, tok::s2))
{
    auto *column = boxOn<QVBoxLayout>(nullptr, 0, 2);
    column->addWidget(m_title);
    column->addWidget(m_sub);
    m_row->addLayout(column, 1);
}

void PageHeader::setTexts(const QString &title, const QString &sub)
{
    m_title->setText(title);
    m_sub->setLine(sub);
}

void PageHeader::addAction(QWidget *action)
{
    m_row->addWidget(action);
}

} // namespace pos::ui
