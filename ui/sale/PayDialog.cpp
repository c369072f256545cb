// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/PayDialog.h"

#include "ui/models/JsonCells.h"
#include "ui/sale/PaymentForm.h"
#include "ui/widgets/SumsView.h"

#include <QVBoxLayout>

namespace pos::ui {

PayDialog::PayDialog(ApiClient &client, const Profile &profile, const domain::CashRounding &rounding,
                     const QJsonObject &order, QWidget *over)
    : OrderActionDialog(QStringLiteral("pay"), tr("Take a payment"), client, order, {}, over),
      m_form(new PaymentForm(QStringLiteral("pay")))
{
    const Money due = moneyIn(order, "total") - moneyIn(order, "paid");
    auto *sums = new SumsView;
    sums->setRows({{order[u"number"].toString(), profile.money.format(due), tok::Type::Heading, ""}});
    body()->addWidget(sums);
    body()->addWidget(m_form);
    setAction(tr("Take the payment"), Button::Kind::Primary);
    m_form->setFormat(profile.money);
    m_form->setRounding(rounding);
    m_form->setDue(due);
    connect(m_form, &PaymentForm::changed, this, &PayDialog::showState);
    showState();
    m_form->takeFocus();
}

void PayDialog::showState()
{
    setBlocked(m_form->payments().isEmpty() ? tr("Write what was received") : QString());
}

void PayDialog::submit()
{
    if (!m_form->payments().isEmpty())
        send(QStringLiteral("payments"), {{QStringLiteral("payments"), m_form->payments()}});
}

void PayDialog::lock(bool locked)
{
    m_form->setEnabled(!locked);
}

void PayDialog::showFieldErrors(const Error &error)
{
    m_form->showErrors(error.fields);
    if (error.fields.isEmpty())
        showError(error);
}

} // namespace pos::ui
