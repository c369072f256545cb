// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Language.h"
#include "core/contract/Permission.h"
#include "server/infra/keyring/LookupHash.h"
#include "server/infra/postgres/Transaction.h"

namespace pos::auth {

// A member of staff as signing in needs them; name and e-mail are sealed.
struct StaffRow {
    Id tenant;
    Id id;
    Id subject;
    QByteArray name;
    QByteArray email;
    QString passwordHash;
    QString pinHash;
    contract::Role role = contract::Role::Cashier;
    QByteArray status; // invited, unverified, active, suspended, deleted
    Language language = Language::Indonesian;

    // With the shop, where it was asked for:
    QString slug;
    QString shopName;
    QString currency;
    QString zone;
    bool shopIsActive = true;

    bool isActive() const { return status == "active"; }
};

struct NewOwner {
    StaffRow row;
    keyring::LookupHash::Value email;
    keyring::LookupHash::Value login;
    bool isVerified = false;
};

// The staff tables as auth-service reads and changes them. Stateless; every call works in the caller's transaction.
class StaffRepository {
public:
    // Over all shops: needs the system role.
    static Result<std::vector<StaffRow>> findByLogin(pg::Transaction &tx, const QByteArray &loginHash);

    static Result<std::optional<StaffRow>> find(pg::Transaction &tx, const Id &tenant, const Id &user);
    static Result<std::optional<StaffRow>> findByEmail(pg::Transaction &tx, const Id &tenant,
                                                       const QByteArray &emailHash);
    static void insertOwner(pg::Transaction &tx, const Clock &clock, const NewOwner &owner);
    static void setPassword(pg::Transaction &tx, const Clock &clock, const Id &tenant, const Id &user,
                            const QString &hash);
    static void setPin(pg::Transaction &tx, const Clock &clock, const Id &tenant, const Id &user, const QString &hash);
    // Proved by a link: an unverified person becomes active, others stay what they are.
    static void verify(pg::Transaction &tx, const Clock &clock, const Id &tenant, const Id &user);
};

} // namespace pos::auth
