// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/wizard/WizardPage.h"

QT_FORWARD_DECLARE_CLASS(QLineEdit)

namespace pos::ui {

class PasswordField;

// Who owns the shop, and how they sign in. There is no default password.
class OwnerPage final : public WizardPage {
    Q_OBJECT
public:
    explicit OwnerPage(QWidget *parent = nullptr);

    QString title() const override { return tr("Owner account"); }
    QString answer() const override;
    bool check() override;
    void collect(QJsonObject &answers) const override;
    void begin() override;

protected:
    void retranslate() override;

private:
    QLineEdit *m_name;
    QLineEdit *m_email;
    PasswordField *m_password;
};

} // namespace pos::ui
