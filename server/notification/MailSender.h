// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/postgres/Database.h"
#include "server/notification/MailWriter.h"

#include <atomic>
#include <functional>

namespace pos::notification {

// Sends what is due, one mail at a time and none within a transaction. A mail whose sending was cut off comes due
// again after a while: rather twice than never, and with the same Message-ID.
class MailSender {
public:
    // Of one try: Failed is for good, the server refused the mail or it was tried often enough.
    enum class Outcome { Sent, Postponed, Failed };

    MailSender(pg::Database &database, const Clock &clock, MailWriter &writer, smtp::Mailer &mailer,
               std::function<void(Outcome)> tried = {})
        : m_database(database), m_clock(clock), m_writer(writer), m_mailer(mailer), m_tried(std::move(tried))
    {
    }

    // Until nothing is due. Returns how many were sent; a mail that could not be sent is not an error here, it is
    // noted with it.
    Result<int> sendDue(const std::atomic<bool> &stop);

    static constexpr int kMaxTries = 8; // over about a day
    // The longest wait after the tries so far; each wait is up to a fifth shorter, so that mails that failed together
    // do not come back together.
    static Duration backOff(int tries);

private:
    Result<Outcome> finish(const StoredMessage &message, const Result<void> &outcome);

    pg::Database &m_database;
    const Clock &m_clock;
    MailWriter &m_writer;
    smtp::Mailer &m_mailer;
    std::function<void(Outcome)> m_tried;
};

} // namespace pos::notification
