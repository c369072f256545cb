// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Language.h"
#include "core/contract/JsonReader.h"

namespace pos::contract {

enum class MailTemplate { Verification, Invitation, Reset, PasswordChanged, Test };
QString toWord(MailTemplate mail); // "verification", "invitation", "reset", "password_changed", "test"
QStringList mailTemplateWords();

// What an event of topic pos.notification.v1 and type mail.requested carries. Ids alone: notification-service
// reads the sealed name and address by the user, and the sealed secret by the token (identity.mail_recipient,
// identity.mail_secret), so that neither ever lies in the outbox. The event's subject is "users/<id>".
struct MailRequest {
    static constexpr auto kTopic = "pos.notification.v1";
    static constexpr auto kType = "mail.requested";

    MailTemplate mail = MailTemplate::Test;
    Id user;
    Language language = Language::Indonesian;
    Id token; // null for a mail without a link

    QJsonObject toJson() const;
    static Result<MailRequest> read(JsonReader reader);
};

} // namespace pos::contract
