// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/notification/MailSender.h"

#include "server/infra/outbox/Outbox.h"
#include "server/runtime/Actors.h"

#include <QRandomGenerator>

#include <array>

namespace pos::notification {

namespace {

constexpr auto kSource = "notification-service";
constexpr Duration kHold = std::chrono::minutes(5); // longer than the mailer's own deadline

Duration shortened(Duration wait)
{
    return wait - Duration(QRandomGenerator::global()->bounded(qint64{wait.count() / 5}));
}

} // namespace

Duration MailSender::backOff(int tries)
{
    constexpr std::array<int, kMaxTries - 1> minutes{1, 5, 20, 60, 180, 360, 720};
    return std::chrono::minutes(minutes[static_cast<size_t>(std::clamp(tries, 1, kMaxTries - 1) - 1)]);
}

Result<int> MailSender::sendDue(const std::atomic<bool> &stop)
{
    int sent = 0;
    while (!stop && m_mailer.sends()) {
        const Instant now = m_clock.now();
        std::optional<StoredMessage> message;
        POS_CHECK(m_database.asSystem([&](pg::Transaction &tx) -> Result<void> {
            POS_TRY(message, MessageRepository::takeDue(tx, now, now + kHold));
            return {};
        }));
        if (!message)
            break;
        const Result<smtp::Mail> mail = m_database.transact(
            {pg::DbRole::System, message->tenant}, [&](pg::Transaction &tx) { return m_writer.toMail(tx, *message); });
        const Result<void> outcome = mail ? m_mailer.send(*mail) : fail(mail.error());
        POS_TRY(const Outcome became, finish(*message, outcome));
        if (became == Outcome::Sent)
            ++sent;
        if (m_tried)
            m_tried(became);
    }
    return sent;
}

Result<MailSender::Outcome> MailSender::finish(const StoredMessage &message, const Result<void> &outcome)
{
    const bool mayTryAgain =
        !outcome && (outcome.error().code == ErrorCode::Unavailable || outcome.error().code == ErrorCode::Timeout);
    const bool postponed = mayTryAgain && message.head.tries < kMaxTries;
    return m_database.asSystem([&](pg::Transaction &tx) -> Result<Outcome> {
        if (outcome)
            MessageRepository::markSent(tx, message, m_clock.now());
        else if (postponed)
            MessageRepository::postpone(tx, message, outcome.error().detail,
                                        m_clock.now() + shortened(backOff(message.head.tries)));
        else
            MessageRepository::markFailed(tx, message, outcome.error().detail);
        if (postponed)
            return Outcome::Postponed;
        outbox::AuditEntry entry;
        entry.action = outcome ? "notification.sent" : "notification.failed";
        entry.entity = "notification";
        entry.entityId = message.head.id;
        entry.subject = message.subject;
        entry.details = {{QStringLiteral("tries"), message.head.tries}};
        outbox::appendAudit(tx, m_clock, kSource, message.tenant, runtime::systemActor(), entry);
        return outcome ? Outcome::Sent : Outcome::Failed;
    });
}

} // namespace pos::notification
