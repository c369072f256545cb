// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/CashRounding.h"
#include "ui/sale/OrderActionDialog.h"

namespace pos::ui {

class PaymentForm;

// Takes what is left to pay of an open order, or a part of it.
class PayDialog final : public OrderActionDialog {
    Q_OBJECT
public:
    PayDialog(ApiClient &client, const Profile &profile, const domain::CashRounding &rounding, const QJsonObject &order,
              QWidget *over);

protected:
    void submit() override;
    void lock(bool locked) override;
    void showFieldErrors(const Error &error) override;

private:
    void showState();

    PaymentForm *m_form;
};

} // namespace pos::ui
