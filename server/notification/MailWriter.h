// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/keyring/PersonalData.h"
#include "server/infra/outbox/Outbox.h"
#include "server/infra/smtp/Mailer.h"
#include "server/notification/MessageRepository.h"

namespace pos::notification {

// Makes mails out of what was asked for: reads the sealed name, address and code, fills the template, and seals the
// result with the person's own key. Nothing of it is ever stored in clear.
class MailWriter {
public:
    MailWriter(const Clock &clock, keyring::PersonalData personal, const smtp::Mailer &mailer)
        : m_clock(clock), m_personal(std::move(personal)), m_mailer(mailer)
    {
    }

    // A consumer of pos.notification.v1. Other types of event pass by.
    Result<void> handle(pg::Transaction &tx, const outbox::Event &event);

    // In a transaction of that shop. Nothing when there is nobody to write to any more, or no code to send: the link
    // has been used, or the person erased.
    Result<std::optional<contract::Notification>> write(pg::Transaction &tx, const Id &tenant, const Id &id,
                                                        const contract::MailRequest &request,
                                                        const outbox::Actor &actor);

    Result<contract::NotificationContent> open(pg::Transaction &tx, const StoredMessage &message);
    Result<smtp::Mail> toMail(pg::Transaction &tx, const StoredMessage &message);

private:
    const Clock &m_clock;
    keyring::PersonalData m_personal;
    const smtp::Mailer &m_mailer;
};

} // namespace pos::notification
