// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contract/Permission.h"
#include "ui/panels/DetailPane.h"

QT_FORWARD_DECLARE_CLASS(QLineEdit)

namespace pos::ui {

class ApiClient;
class Button;
class ComboBox;
class Field;
class Label;
class OptionCard;

// Whom to invite, and as what.
class InvitePane final : public DetailPane {
    Q_OBJECT
public:
    explicit InvitePane(ApiClient &client, QWidget *parent = nullptr);

    void begin();
    bool isDirty() const;

Q_SIGNALS:
    void invited(const QJsonObject &invitation);

protected:
    void retranslate() override;

private:
    void submit();
    void answered(const QJsonObject &invitation);
    void refused(const Error &error);
    void setWorking(bool working);
    void showRights();
    contract::Role role() const;

    ApiClient &m_client;
    bool m_working = false;
    QLineEdit *m_email;
    Field *m_emailField;
    ComboBox *m_language;
    Field *m_languageField;
    Label *m_roleTitle;
    QList<OptionCard *> m_roles; // as contract::allRoles()
    Label *m_rights;
    Button *m_invite;
    Button *m_cancel;
};

} // namespace pos::ui
