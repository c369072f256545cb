// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/Endpoints.h"
#include "server/infra/postgres/Database.h"
#include "server/notification/MailWriter.h"

namespace pos::notification {

// The mails of a shop. Lists name people by id; opening one mail shows it in clear and is recorded with its purpose.
class NotificationRoutes {
public:
    NotificationRoutes(pg::Database &database, const Clock &clock, MailWriter &writer, const smtp::Mailer &mailer)
        : m_database(database), m_clock(clock), m_writer(writer), m_mailer(mailer)
    {
    }
    void bind(http::Endpoints &endpoints);

private:
    Result<http::Response> list(const http::Call &call);
    Result<http::Response> read(const http::Call &call);
    Result<http::Response> eml(const http::Call &call);
    Result<http::Response> sendAgain(const http::Call &call);
    Result<http::Response> test(const http::Call &call);
    Result<http::Response> templates(const http::Call &call);
    void record(pg::Transaction &tx, const http::Call &call, const QByteArray &action, const StoredMessage &message,
                const QByteArray &purpose, const QStringList &fields);

    pg::Database &m_database;
    const Clock &m_clock;
    MailWriter &m_writer;
    const smtp::Mailer &m_mailer;
};

} // namespace pos::notification
