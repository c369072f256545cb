// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/VoidDialog.h"

#include "ui/models/JsonCells.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/Label.h"

#include <QVBoxLayout>

namespace pos::ui {

VoidDialog::VoidDialog(ApiClient &client, const Profile &profile, const QJsonObject &order, QWidget *over)
    : OrderActionDialog(QStringLiteral("void"), tr("Void %1").arg(order[u"number"].toString()), client, order,
                        QStringLiteral("order.void"), over),
      m_reason(new QLineEdit), m_field(new Field(m_reason))
{
    const Money paid = moneyIn(order, "paid");
    auto *words = new Label(tok::Type::Body, "muted");
    words->setText(paid.isZero()
                       ? tr("The goods go back into stock. The order keeps its number and cannot be sold again.")
                       : tr("%1 goes back to the customer and the goods into stock. The order keeps its "
                            "number and cannot be sold again.")
                             .arg(profile.money.format(paid)));
    words->setWrapped();
    body()->addWidget(words);
    m_reason->setObjectName(QStringLiteral("void.reason"));
    m_reason->setMaxLength(500);
    m_field->setRequired();
    m_field->setTexts(tr("Reason"));
    body()->addWidget(m_field);
    setFields({{QStringLiteral("reason"), m_field}});
    setMayAlone(profile.may(contract::Permission::OrdersVoid));
    setAction(tr("Void the order"), Button::Kind::Destroy);
    connect(m_reason, &QLineEdit::textChanged, this, [this] { m_field->setError({}); });
    m_reason->setFocus();
}

void VoidDialog::submit()
{
    if (m_reason->text().trimmed().isEmpty()) {
        m_field->setError(tr("Say why: it stays with the order."));
        return;
    }
    send(QStringLiteral("void"), {{QStringLiteral("reason"), m_reason->text().trimmed()}});
}

void VoidDialog::lock(bool locked)
{
    m_reason->setReadOnly(locked);
}

} // namespace pos::ui
