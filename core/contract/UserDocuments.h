// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contract/AuthDocuments.h"

namespace pos::contract {

// A member of staff as lists and pages show them.
struct UserItem {
    Id id;
    std::optional<QString> name;
    std::optional<QString> email;
    std::optional<QString> phone;
    Role role = Role::Cashier;
    QByteArray status; // unverified, active, suspended, deleted
    Language language = Language::Indonesian;
    bool hasPin = false;
    Instant createdAt;
    std::optional<Instant> verifiedAt;
    std::optional<Instant> lastSeenAt; // as far as sessions are kept
    qint64 version = 0;

    QJsonObject toJson() const;
};

// PATCH users/{id}: what is absent stays; a phone of null is taken away.
struct ChangeUser {
    std::optional<QString> name;
    std::optional<QString> email;
    std::optional<QString> phone;
    bool removesPhone = false;
    std::optional<Language> language;

    static Result<ChangeUser> read(JsonReader reader);
    QStringList fields() const;
};

Result<Role> readRole(JsonReader reader); // {"role": …}

struct Invite {
    QString email;
    Role role = Role::Cashier;
    std::optional<Language> language; // the shop's unless given

    static Result<Invite> read(JsonReader reader);
};

struct Invitation {
    Id id;
    QString email;
    Role role = Role::Cashier;
    Language language = Language::Indonesian;
    Id invitedBy;
    Instant createdAt;
    Instant expiresAt;
    bool isExpired = false;

    QJsonObject toJson() const;
};

struct AcceptInvitation {
    QString token;
    QString name;
    QString password;

    static Result<AcceptInvitation> read(JsonReader reader);
};

} // namespace pos::contract
