// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "core/base/Language.h"

namespace pos::smtp {

// One mail in clear: on the stack of whoever sends or shows it, never stored or logged like this.
struct Mail {
    Id id; // becomes the Message-ID, so that a mail sent twice is one mail to the reader
    QString fromName;
    QByteArray from; // address
    QByteArray to;   // address
    QString title;
    QString text;
    QString html;
    Language language = Language::Indonesian;
    Instant date = {};
};

// Where mails go: to a mail server, or nowhere beyond the store. Thread-safe, may block: never on an HTTP or GUI
// thread.
class Mailer {
public:
    virtual ~Mailer() = default;
    virtual bool sends() const = 0;
    virtual QByteArray from() const = 0; // the address mails come from
    // Unavailable: try again later. Conflict: the server refused this mail for good.
    virtual Result<void> send(const Mail &mail) = 0;
};

// Without SMTP_HOST: mails stay in the store and are shown in the window.
class KeepingMailer final : public Mailer {
public:
    explicit KeepingMailer(QByteArray from) : m_from(std::move(from)) { }
    bool sends() const override { return false; }
    QByteArray from() const override { return m_from; }
    Result<void> send(const Mail &) override
    {
        return fail(Error::conflict(QStringLiteral("no_mail_server"), QStringLiteral("set SMTP_HOST to send mails")));
    }

private:
    QByteArray m_from;
};

} // namespace pos::smtp
