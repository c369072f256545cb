// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/Session.h"

#include <QDialog>

namespace pos::ui {

class Button;
class Label;
class SecretForm;
class SessionList;

// What everybody has of their own: name and role, PIN, password, and where they are signed in.
class AccountDialog final : public QDialog {
    Q_OBJECT
public:
    AccountDialog(Session &session, QWidget *parent);

Q_SIGNALS:
    void said(const QString &confirmation);

protected:
    void changeEvent(QEvent *event) override;

private:
    void load();
    void retranslate();

    Session &m_session;
    Label *m_name;
    Label *m_about;
    SecretForm *m_pin;
    SecretForm *m_password;
    SessionList *m_sessions;
    Button *m_close;
};

} // namespace pos::ui
