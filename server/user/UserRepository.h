// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contract/UserDocuments.h"
#include "server/infra/keyring/LookupHash.h"
#include "server/infra/postgres/Transaction.h"

namespace pos::user {

// identity.users as it is stored: name, e-mail and phone are sealed, empty where there is none.
struct UserRow {
    Id id;
    Id subject;
    QByteArray name;
    QByteArray email;
    QByteArray phone;
    contract::Role role = contract::Role::Cashier;
    QByteArray status;
    Language language = Language::Indonesian;
    bool hasPin = false;
    Id invitedBy;
    Instant createdAt;
    Instant updatedAt;
    std::optional<Instant> verifiedAt;
    std::optional<Instant> linkExpiresAt; // of an invited person
    std::optional<Instant> lastSeenAt;
    qint64 version = 0;

    bool isStaff() const { return status != "invited" && status != "deleted"; }
    bool isActiveOwner() const { return role == contract::Role::Owner && status == "active"; }
};

struct UserFilter {
    std::optional<QString> status;
    std::optional<QString> role;
    std::optional<QByteArray> emailHash;
    Id after; // the page begins behind it
    int limit = 50;
};

// Stateless; every call works in the caller's transaction, whose tenant is the shop.
class UserRepository {
public:
    static Result<std::vector<UserRow>> list(pg::Transaction &tx, const Id &tenant,
                                             const UserFilter &filter); // no invited ones
    static Result<std::vector<UserRow>> listInvited(pg::Transaction &tx, const Id &tenant, const Id &after, int limit);
    static Result<std::optional<UserRow>> find(pg::Transaction &tx, const Id &tenant, const Id &user);
    struct Locked {
        std::optional<UserRow> user;
        int activeOwners = 0;
    };
    // The person and all active owners, locked in one order: two owners who demote each other wait.
    static Result<Locked> lock(pg::Transaction &tx, const Id &tenant, const Id &user);

    static void insertInvited(pg::Transaction &tx, const Id &tenant, const UserRow &row,
                              const keyring::LookupHash::Value &email);
    // New sealed values; std::nullopt keeps what is there.
    struct Sealed {
        std::optional<QByteArray> name;
        std::optional<QByteArray> email;
        std::optional<keyring::LookupHash::Value> emailHash;
        std::optional<keyring::LookupHash::Value> login;
        std::optional<QByteArray> phone; // empty takes it away
        std::optional<QByteArray> phoneHash;
        std::optional<Language> language;
    };
    static void update(pg::Transaction &tx, const Clock &clock, const Id &tenant, const Id &user, const Sealed &sealed);
    static void accept(pg::Transaction &tx, const Clock &clock, const Id &tenant, const Id &user,
                       const QByteArray &name, const QString &passwordHash, const keyring::LookupHash::Value &login);
    static void setRole(pg::Transaction &tx, const Clock &clock, const Id &tenant, const Id &user, contract::Role role);
    static void setStatus(pg::Transaction &tx, const Clock &clock, const Id &tenant, const Id &user,
                          const char *status);
    // Nobody finds or signs in as them any more; the sealed name stays for what they did until retention takes it.
    static void remove(pg::Transaction &tx, const Clock &clock, const Id &tenant, const Id &user);
    static void endSessions(pg::Transaction &tx, const Clock &clock, const Id &tenant, const Id &user,
                            const char *reason);
};

} // namespace pos::user
