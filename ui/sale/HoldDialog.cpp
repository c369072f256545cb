// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/HoldDialog.h"

#include "ui/widgets/Field.h"

#include <QVBoxLayout>

namespace pos::ui {

HoldDialog::HoldDialog(const QString &name, QWidget *over, std::function<void(const QString &)> named)
    : OrderDialog(QStringLiteral("hold"), tr("Hold this order"), over), m_name(new QLineEdit(name)),
      m_named(std::move(named))
{
    m_name->setObjectName(QStringLiteral("hold.name"));
    m_name->setMaxLength(100);
    m_name->selectAll();
    auto *field = new Field(m_name);
    field->setTexts(tr("Name"), tr("A table or a customer, to find it again. It may be empty."));
    body()->addWidget(field);
    setAction(tr("Hold"), Button::Kind::Primary);
    m_name->setFocus();
}

void HoldDialog::submit()
{
    const auto named = m_named;
    const QString name = m_name->text().trimmed();
    accept();
    named(name);
}

} // namespace pos::ui
