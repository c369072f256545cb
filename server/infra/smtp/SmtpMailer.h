// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Secret.h"
#include "server/infra/smtp/Mailer.h"

namespace pos::smtp {

// Sends through a mail server by libcurl, a connection a mail. Port 465 speaks TLS from the start, any other STARTTLS;
// in clear only to this machine itself. Certificates are always checked.
class SmtpMailer final : public Mailer {
public:
    struct Options {
        QString host;
        int port = 587;
        QString username; // empty: no sign-in
        Secret password;
        QByteArray from;
        QByteArray authorityFile = {}; // PEM; empty: the system's
        Duration connectTimeout = std::chrono::seconds(10);
        Duration timeout = std::chrono::seconds(30); // of the whole exchange
    };

    explicit SmtpMailer(Options options) : m_options(std::move(options)) { }

    bool sends() const override { return true; }
    QByteArray from() const override { return m_options.from; }
    Result<void> send(const Mail &mail) override;
    // Connects, says hello, takes up TLS and signs in. One sentence for /ready when that fails.
    Result<void> check();

private:
    Result<void> talk(const QByteArray *message, const QByteArray &to);

    Options m_options;
};

} // namespace pos::smtp
