// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contract/Notification.h"
#include "server/infra/postgres/Transaction.h"

namespace pos::notification {

// A row of mail.messages; what is personal in it stays sealed.
struct StoredMessage {
    contract::Notification head;
    Id tenant;
    Id subject;
    QByteArray recipient;
    QByteArray title;
    QByteArray text;
    QByteArray html;
};

struct MessageFilter {
    std::optional<QString> status;
    std::optional<QString> mail;
    std::optional<Id> user;
};

struct MessagePosition {
    Instant createdAt = {};
    Id id;
};

class MessageRepository {
public:
    static void add(pg::Transaction &tx, const StoredMessage &message, Instant firstTry); // queued
    static Result<std::vector<contract::Notification>> list(pg::Transaction &tx, const Id &tenant,
                                                            const MessageFilter &filter,
                                                            const std::optional<MessagePosition> &before, int limit);
    static Result<StoredMessage> read(pg::Transaction &tx, const Id &tenant, const Id &id);
    // From kept or failed; Conflict from any other state.
    static Result<contract::Notification> sendAgain(pg::Transaction &tx, const Id &tenant, const Id &id, Instant now);

    // For the sender, of any shop (system role): the next that is due, held back from others until `until`.
    static Result<std::optional<StoredMessage>> takeDue(pg::Transaction &tx, Instant now, Instant until);
    static void markSent(pg::Transaction &tx, const StoredMessage &message, Instant now); // queued
    static void markFailed(pg::Transaction &tx, const StoredMessage &message, const QString &error); // queued
    static void postpone(pg::Transaction &tx, const StoredMessage &message, const QString &error,
                         Instant nextTry); // queued
};

} // namespace pos::notification
