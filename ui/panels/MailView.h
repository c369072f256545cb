// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/ApiClient.h"
#include "ui/widgets/Page.h"

QT_FORWARD_DECLARE_CLASS(QPlainTextEdit)

namespace pos::ui {

class Button;
class Label;

// One of the shop's mails: what became of it, and what it says; the code in it to hand over, the whole to save as .eml.
class MailView final : public Page {
    Q_OBJECT
public:
    // name: of its parts, NAME.text, NAME.copy, …
    MailView(ApiClient &client, const QString &name, QWidget *parent = nullptr);

    void open(const QString &id);
    void close();
    // Why there is no mail to show; empty: nothing to say.
    void explain(const QString &why);
    QString code() const; // of an invitation, a reset or a confirmation; may be empty

Q_SIGNALS:
    void said(const QString &confirmation);
    void changed(const QJsonObject &mail); // sent again

protected:
    void retranslate() override;

private:
    void load();
    void retry();
    void saveEml();
    void write(const QString &file, const QByteArray &bytes);
    void showState();
    QString stateWords() const;

    ApiClient &m_client;
    QString m_id;
    QJsonObject m_mail;
    QString m_why;
    std::optional<Error> m_error;
    std::unique_ptr<QObject> m_load;

    Label *m_state;
    Label *m_title;
    Label *m_recipient;
    QPlainTextEdit *m_text;
    Button *m_copy;
    Button *m_save;
    Button *m_retry;
};

} // namespace pos::ui
