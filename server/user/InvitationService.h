// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/user/UserService.h"

namespace pos::user {

// From an address to a member of staff: an invited person is a user without name and password, whom nobody sees among
// the staff. Links live seven days. Thread-safe; workers only.
class InvitationService {
public:
    explicit InvitationService(const UserParts &parts) : m_parts(parts) { }

    struct Page {
        std::vector<contract::Invitation> items;
        std::optional<Id> next;
    };
    Result<Page> list(const Asking &asking, const Id &after, int limit) const;
    // Conflict "email_taken" for somebody who is invited or a member of staff already.
    Result<contract::Invitation> invite(const Asking &asking, const contract::Invite &invite, const Claim &claim) const;
    Result<contract::Invitation> resend(const Asking &asking, const Id &invitation, const Claim &claim) const;
    // Destroys the person's key: the address is gone for good.
    Result<void> withdraw(const Asking &asking, const Id &invitation) const;

    struct Accepted {
        Id user;
        Id tenant;
        QString email; // to sign in with: the link came to it
    };
    // By the link alone. Invalid "token_invalid".
    Result<Accepted> accept(const contract::AcceptInvitation &accept, const QByteArray &requestId) const;

private:
    Result<contract::Invitation> open(pg::Transaction &tx, const Id &tenant, const UserRow &row) const;
    Result<contract::Invitation> current(pg::Transaction &tx, const Asking &asking, const Id &invitation) const;
    Result<UserRow> lockInvited(pg::Transaction &tx, const Id &tenant, const Id &invitation) const;
    void audit(pg::Transaction &tx, const Id &tenant, const outbox::Actor &actor, const char *action,
               const UserRow &row, const QByteArray &purpose = {}, const QStringList &fields = {}) const;
    const UserParts &m_parts;
};

} // namespace pos::user
