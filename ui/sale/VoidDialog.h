// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/sale/OrderActionDialog.h"

#include <QLineEdit>

namespace pos::ui {

// Takes a whole order back as if it had not been, with a reason: its number stays.
class VoidDialog final : public OrderActionDialog {
    Q_OBJECT
public:
    VoidDialog(ApiClient &client, const Profile &profile, const QJsonObject &order, QWidget *over);

protected:
    void submit() override;
    void lock(bool locked) override;

private:
    QLineEdit *m_reason;
    Field *m_field;
};

} // namespace pos::ui
