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

// The card for a code that came by mail: an invitation becomes an account and signs in, a forgotten password becomes a
// new one, an address is confirmed.
class CodePage final : public Page {
    Q_OBJECT
public:
    enum class Kind { Invitation, NewPassword, Address };

    explicit CodePage(Session &session, QWidget *parent = nullptr);

    void begin(Kind kind, const QString &notice = {});

    // The code in what was pasted: the code itself, or the whole mail.
    static QString codeIn(const QString &text);

Q_SIGNALS:
    void backAsked();
    void done(const QString &notice); // nobody is signed in by it: back to sign-in, with this sentence

protected:
    void retranslate() override;

private:
    void build();
    void submit();
    bool check();
    void accept();
    void finish(const QString &path, const QJsonObject &body, const QString &notice);
    void refused(const Error &error);
    void setWorking(bool working);
    void showKind();

    Session &m_session;
    Kind m_kind = Kind::Invitation;
    bool m_working = false;
    Label *m_title;
    Label *m_intro;
    Banner *m_banner;
    QLineEdit *m_code;
    QLineEdit *m_name;
    PasswordField *m_password;
    Field *m_codeField;
    Field *m_nameField;
    Field *m_passwordField;
    Button *m_submit;
    Button *m_other;
    Button *m_back;
};

} // namespace pos::ui
