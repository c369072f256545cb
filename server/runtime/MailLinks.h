// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contract/MailRequest.h"
#include "server/infra/keyring/OpaqueToken.h"
#include "server/infra/keyring/PersonalData.h"

namespace pos::runtime {

// Asks notification-service for a mail: leaves with the commit.
void requestMail(pg::Transaction &tx, const Clock &clock, const QByteArray &source, const Id &tenant,
                 const contract::MailRequest &request);

// Links that prove who reads an address: one table (identity.tokens), good once, for a while. The tenant of
// the transaction must be the person's.
class MailLinks {
public:
    enum class Purpose { Verification, Reset, Invitation };
    static Duration lifetimeOf(Purpose purpose); // 24 h, 1 h, 7 days

    struct Person {
        Id tenant;
        Id user;
        Id subject;
        Language language = Language::Indonesian;
    };

    // Makes the link, ends earlier ones of its purpose, and asks for the mail: all with the commit.
    static Result<void> send(pg::Transaction &tx, const Clock &clock, const keyring::PersonalData &personal,
                             const QByteArray &source, const Person &person, Purpose purpose);
    // Uses it up and says whose it was; Invalid "token_invalid" when it is unknown, used or too old.
    static Result<Id> use(pg::Transaction &tx, const Clock &clock, const keyring::OpaqueToken &token, Purpose purpose);
    static void withdraw(pg::Transaction &tx, const Clock &clock, const Id &tenant, const Id &user, Purpose purpose);
};

} // namespace pos::runtime
