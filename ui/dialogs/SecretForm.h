// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/ApiClient.h"
#include "ui/widgets/Page.h"

namespace pos::ui {

class Button;
class Field;
class Label;
class PasswordField;

// A new secret of one's own, proved by the password that holds now: the PIN, or another password.
class SecretForm final : public Page {
    Q_OBJECT
public:
    enum class Kind { Pin, Password };

    SecretForm(Kind kind, ApiClient &client, QWidget *parent = nullptr);

    void setHasPin(bool hasPin);

Q_SIGNALS:
    void done();

protected:
    void retranslate() override;

private:
    bool check();
    void submit();
    void answered(const Result<ApiReply> &answer);

    const Kind m_kind;
    ApiClient &m_client;
    bool m_hasPin = false;
    bool m_working = false;
    Label *m_title;
    Label *m_note;
    PasswordField *m_secret;
    PasswordField *m_proof;
    Field *m_secretField;
    Field *m_proofField;
    Button *m_submit;
};

} // namespace pos::ui
