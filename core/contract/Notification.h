// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Language.h"
#include "core/contract/MailRequest.h"

#include <optional>

namespace pos::contract {

// A mail as lists show it: whom it went to is a user's id, and nothing else of the person.
struct Notification {
    Id id;
    MailTemplate mail = MailTemplate::Test;
    Language language = Language::Indonesian;
    QString status; // kept, queued, sent, failed
    Id user;
    int tries = 0;
    std::optional<QString> error;
    Instant createdAt = {};
    std::optional<Instant> sentAt;

    QJsonObject toJson() const;
};

// The whole mail, opened for a person who may see it.
struct NotificationContent {
    Notification head;
    QString from;
    QString recipient;
    QString title;
    QString text;
    QString html;

    QJsonObject toJson() const;
};

} // namespace pos::contract
