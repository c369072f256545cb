// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/ApiRequest.h"
#include "ui/api/Profile.h"
#include "ui/models/ShopTime.h"
#include "ui/panels/DetailPane.h"

QT_FORWARD_DECLARE_CLASS(QLineEdit)

namespace pos::ui {

class ApiClient;
class Button;
class ComboBox;
class DocumentForm;
class Field;
class Label;
class SessionList;

// One member of the staff: who they are, what they may do, where they are signed in; suspended, let back in, removed.
class StaffEditor final : public DetailPane {
    Q_OBJECT
public:
    StaffEditor(ApiClient &client, const Profile &profile, QWidget *parent = nullptr);

    void open(const QJsonObject &person);
    QString personId() const;
    bool isDirty() const;
    void save();
    void discard();
    void refresh();

Q_SIGNALS:
    void changed(const QJsonObject &person);
    void removed();
    void said(const QString &confirmation);

protected:
    void retranslate() override;

private:
    enum class Then { Nothing, SayRole, SaySuspended, SayBack };

    void build();
    void showState();
    void showRights();
    bool roleChanged() const;
    void saveRole();
    void act(const QByteArray &method, const QString &path, Then then, const std::optional<QJsonObject> &body = {});
    void took(const ApiReply &reply, Then then);
    void askSuspend();
    void askRemove();
    void remove();

    ApiClient &m_client;
    const Profile m_profile;
    const bool m_mayManage;
    ShopTime m_time;
    bool m_working = false;

    QLineEdit *m_name;
    QLineEdit *m_email;
    QLineEdit *m_phone;
    ComboBox *m_language;
    ComboBox *m_role;
    Field *m_nameField;
    Field *m_emailField;
    Field *m_phoneField;
    Field *m_languageField;
    Field *m_roleField;
    Label *m_rights;
    SessionList *m_sessions;
    DocumentForm *m_form;
    Button *m_save;
    Button *m_suspend;
    Button *m_remove;
};

} // namespace pos::ui
