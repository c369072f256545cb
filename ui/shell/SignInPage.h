// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/Session.h"
#include "ui/widgets/Page.h"

QT_FORWARD_DECLARE_CLASS(QLineEdit)

namespace pos::ui {

class Banner;
class Button;
class Field;
class Label;
class PasswordField;

// E-mail and password, what was wrong with them in words, and the way out for a forgotten one.
class SignInPage final : public Page {
    Q_OBJECT
public:
    explicit SignInPage(Session &session, QWidget *parent = nullptr);

    void begin();                // empty, the keyboard in the first field
    void sayEnded();             // the session was ended by the server

Q_SIGNALS:
    void languageAsked();
    void lookAsked();

protected:
    void retranslate() override;

private:
    enum class Notice { None, Ended, Refused, MailSent };

    void build();
    void submit();
    void forgot();
    bool checkEmail();
    void setWorking(bool working);
    void showNotice(Notice notice);
    void refused(const Error &error);

    Session &m_session;
    Label *m_title;
    Label *m_intro;
    Banner *m_banner;
    QLineEdit *m_email;
    PasswordField *m_password;
    Field *m_emailField;
    Field *m_passwordField;
    Button *m_submit;
    Button *m_forgot;
    Button *m_language;
    Button *m_look;
    Notice m_notice = Notice::None;
    Error m_error;
    bool m_working = false;
};

} // namespace pos::ui
