// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/Session.h"
#include "ui/widgets/Page.h"

QT_FORWARD_DECLARE_CLASS(QFrame)
QT_FORWARD_DECLARE_CLASS(QLineEdit)
QT_FORWARD_DECLARE_CLASS(QVBoxLayout)

namespace pos::ui {

class Banner;
class Button;
class CodePage;
class ComboBox;
class Field;
class Label;
class PasswordField;

// E-mail and password, what was wrong with them in words, and the ways in for who has a code from a mail: the invited,
// and who forgot the password.
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
    enum class Notice { None, Ended, Refused, Told };

    void build();
    void buildLinks(QVBoxLayout *column);
    void showCodes(int kind, const QString &notice = {}); // CodePage::Kind
    void showSignIn(const QString &notice = {});
    void offerShops(const Error &error);
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
    ComboBox *m_shop; // for who belongs to several
    Field *m_emailField;
    Field *m_passwordField;
    Field *m_shopField;
    Button *m_submit;
    Button *m_forgot;
    Button *m_invited;
    Button *m_haveCode;
    Button *m_language;
    Button *m_look;
    QFrame *m_card = nullptr;
    QFrame *m_codeCard = nullptr;
    CodePage *m_codes;
    Notice m_notice = Notice::None;
    QString m_told;
    Error m_error;
    bool m_working = false;
};

} // namespace pos::ui
