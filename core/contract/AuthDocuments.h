// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Language.h"
#include "core/contract/JsonReader.h"
#include "core/contract/Permission.h"

namespace pos::contract {

// What passwords must be like, wherever one is set. Long rather than odd: NIST SP 800-63B.
inline constexpr JsonReader::TextRule kPasswordRule{10, 200};
// What a person types as a proof is not judged, only bounded.
inline constexpr JsonReader::TextRule kProofRule{1, 200};
inline constexpr JsonReader::TextRule kEmailRule{3, 254};
inline constexpr JsonReader::TextRule kPersonNameRule{1, 120};
inline constexpr JsonReader::TextRule kShopNameRule{1, 120};
inline constexpr JsonReader::TextRule kTokenRule{1, 200};

// A required e-mail address, as typed; "not_an_email" when it is none.
QString readEmail(JsonReader &reader, const char *name);
// A required PIN of 4 to 8 digits.
QString readPin(JsonReader &reader, const char *name);
Language readLanguage(JsonReader &reader, const char *name, Language otherwise);
std::optional<Language> readOptionalLanguage(JsonReader &reader, const char *name);
// ISO 4217 and IANA names, "not_a_currency" and "not_a_zone" otherwise. Region is checked by form alone.
QString checkedCurrency(JsonReader &reader, const char *name, const QString &text);
QString checkedZone(JsonReader &reader, const char *name, const QString &text);

// POST auth/register: a shop and its owner.
struct RegisterShop {
    QString shopName;
    QString slug; // lower case letters, digits and single hyphens, 2 to 40
    QString currency;
    QString zone;
    int businessDayCutoff = 0; // hour
    QString taxRegime;         // "none", "ppn", "pbjt"
    Language language = Language::Indonesian;
    QString ownerName;
    QString email;
    QString password;

    static Result<RegisterShop> read(JsonReader reader);
    // The same rules for a shop that a command makes.
    Result<void> validate() const;
};

struct Login {
    QString email;
    QString password;
    std::optional<QString> shop; // slug, for who belongs to several

    static Result<Login> read(JsonReader reader);
};

// What login, refresh and registration answer. Lifetimes in seconds.
struct SignedIn {
    QByteArray accessToken;
    QByteArray refreshToken;
    qint64 expiresIn = 0;
    Id user;
    Role role = Role::Cashier;
    Id tenant;

    QJsonObject toJson() const;
};

struct ResetPassword {
    QString token;
    QString password;
    static Result<ResetPassword> read(JsonReader reader);
};

struct ChangePassword {
    QString current;
    QString password;
    static Result<ChangePassword> read(JsonReader reader);
};

struct SetPin {
    QString password;
    QString pin;
    static Result<SetPin> read(JsonReader reader);
};

// POST auth/approvals: a manager's yes at somebody else's till. Exactly one of user and email.
struct GiveApproval {
    Id user;
    std::optional<QString> email;
    QString pin;
    QString action; // "order.void", "order.refund", "order.discount"
    Id resource;    // null only for a discount on an order not made yet

    static Result<GiveApproval> read(JsonReader reader);
};

// The permission an approver must hold for an action.
Permission permissionFor(const QString &action);

struct Me {
    Id id;
    QString name;
    QString email;
    Role role = Role::Cashier;
    Language language = Language::Indonesian;
    bool hasPin = false;
    Id tenant;
    QString tenantName;
    QString slug;
    QString currency;
    QString zone;
    bool runsServer = true; // else what is below system/ is not there for them, whatever their role

    QJsonObject toJson() const;
};

struct SessionItem {
    Id id;
    QByteArray terminal;
    QString userAgent;
    Instant createdAt;
    Instant lastUsedAt;
    bool isCurrent = false;

    QJsonObject toJson() const;
};

} // namespace pos::contract
