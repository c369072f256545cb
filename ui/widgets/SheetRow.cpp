// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/SheetRow.h"

#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/Layouts.h"

#include <QVBoxLayout>

namespace pos::ui {

SheetRow::SheetRow(const QString &name, const QString &below, QWidget *parent)
    : QFrame(parent), m_line(boxOn<QHBoxLayout>(this, 0, tok::s2))
{
    setProperty("box", QStringLiteral("sheet"));
    m_line->setContentsMargins(tok::s3, tok::s2, tok::s2, tok::s2);
    auto *words = boxOn<QVBoxLayout>(nullptr, 0, 2);
    auto *first = new ElidedLabel(tok::Type::Body);
    first->setLine(name);
    auto *second = new ElidedLabel(tok::Type::Small, "muted");
    second->setLine(below);
    words->addWidget(first);
    words->addWidget(second);
    m_line->addLayout(words, 1);
}

void SheetRow::addAction(QWidget *button)
{
    m_line->addWidget(button);
}

void SheetRow::clear(QLayout *rows)
{
    while (QLayoutItem *item = rows->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
}

} // namespace pos::ui
