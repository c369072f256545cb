// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/sale/OrderActionDialog.h"

#include <QLineEdit>

namespace pos::ui {

class ComboBox;
class RefundLines;

// Gives back a sale or a part of it, as a document of its own with a reason.
class RefundDialog final : public OrderActionDialog {
    Q_OBJECT
public:
    RefundDialog(ApiClient &client, const Profile &profile, const QJsonObject &order, QWidget *over);

protected:
    void submit() override;
    void lock(bool locked) override;
    void showFieldErrors(const Error &error) override;

private:
    void build();
    void showState();

    RefundLines *m_lines;
    Button *m_all;
    ComboBox *m_method;
    QLineEdit *m_reason;
    Field *m_methodField;
    Field *m_reasonField;
};

} // namespace pos::ui
