// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/keyring/PasswordHasher.h"
#include "server/infra/keyring/PersonalData.h"
#include "server/infra/outbox/Outbox.h"
#include "server/runtime/SessionStates.h"
#include "server/user/UserRepository.h"

#include <functional>

namespace pos::user {

inline constexpr auto kSource = "user-service";

// Borrowed: all of it outlives the service.
struct UserParts {
    pg::Database &database;
    const Clock &clock;
    keyring::PersonalData personal;
    keyring::PasswordHasher &hasher;
    runtime::SessionStates *states = nullptr; // null where nobody remembers any
};

// Who asks, and in which shop.
struct Asking {
    Id tenant;
    outbox::Actor actor;
};

// Called first in the transaction of a change, to claim an Idempotency-Key for the resource. True: it has been done
// before, `resource` names what it led to, and nothing is to be done but to answer with that as it is now.
using Claim = std::function<Result<bool>(pg::Transaction &tx, Id &resource)>;

// Members of staff. A change that takes somebody's rights ends their sessions; the last active owner stays one.
// Thread-safe; workers only.
class UserService {
public:
    explicit UserService(const UserParts &parts) : m_parts(parts) { }

    struct Page {
        std::vector<contract::UserItem> items;
        std::optional<Id> next;
    };
    Result<Page> list(const Asking &asking, UserFilter filter, const std::optional<QString> &email) const;
    Result<contract::UserItem> read(const Asking &asking, const Id &user) const;
    // PreconditionFailed with the current document when `version` is not the newest; Conflict "email_taken".
    Result<contract::UserItem> change(const Asking &asking, const Id &user, qint64 version,
                                      const contract::ChangeUser &change) const;
    // Conflict "last_owner".
    Result<contract::UserItem> setRole(const Asking &asking, const Id &user, contract::Role role) const;
    Result<contract::UserItem> suspend(const Asking &asking, const Id &user, const Claim &claim) const;
    Result<contract::UserItem> reactivate(const Asking &asking, const Id &user, const Claim &claim) const;
    Result<void> remove(const Asking &asking, const Id &user) const;

private:
    Result<contract::UserItem> open(pg::Transaction &tx, const Id &tenant, const UserRow &row) const;
    Result<contract::UserItem> current(pg::Transaction &tx, const Asking &asking, const Id &user) const;
    Result<UserRow> lockStaff(pg::Transaction &tx, const Id &tenant, const Id &user, bool losesOwner) const;
    Result<UserRepository::Sealed> seal(pg::Transaction &tx, const Id &tenant, const UserRow &row,
                                        const contract::ChangeUser &change) const;
    void audit(pg::Transaction &tx, const Asking &asking, const char *action, const UserRow &row,
               const QStringList &fields = {}, const QJsonObject &details = {}) const;
    const UserParts &m_parts;
};

} // namespace pos::user
