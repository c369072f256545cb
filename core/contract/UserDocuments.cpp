// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contract/UserDocuments.h"

namespace pos::contract {

namespace {

QJsonValue orNull(const std::optional<QString> &text)
{
    return text ? QJsonValue(*text) : QJsonValue();
}

const QStringList &roleWords()
{
    static const QStringList words = [] {
        QStringList list;
        for (const Role role : allRoles())
            list.append(QString::fromLatin1(toWord(role)));
        return list;
    }();
    return words;
}

Role roleOf(JsonReader &reader)
{
    return roleFromWord(reader.oneOf("role", roleWords()).toLatin1()).value_or(Role::Cashier);
}

} // namespace

QJsonObject UserItem::toJson() const
{
    return {{QStringLiteral("id"), id.toString()},
            {QStringLiteral("name"), orNull(name)},
            {QStringLiteral("email"), orNull(email)},
            {QStringLiteral("phone"), orNull(phone)},
            {QStringLiteral("role"), QString::fromLatin1(toWord(role))},
            {QStringLiteral("status"), QString::fromLatin1(status)},
            {QStringLiteral("language"), QString::fromLatin1(toWord(language))},
            {QStringLiteral("has_pin"), hasPin},
            {QStringLiteral("created_at"), toRfc3339(createdAt)},
            {QStringLiteral("verified_at"), verifiedAt ? QJsonValue(toRfc3339(*verifiedAt)) : QJsonValue()},
            {QStringLiteral("last_seen_at"), lastSeenAt ? QJsonValue(toRfc3339(*lastSeenAt)) : QJsonValue()},
            {QStringLiteral("version"), version}};
}

Result<ChangeUser> ChangeUser::read(JsonReader reader)
{
    ChangeUser change;
    change.name = reader.optionalText("name", kPersonNameRule);
    if (change.name)
        change.name = change.name->trimmed();
    if (reader.has("email"))
        change.email = readEmail(reader, "email");
    change.removesPhone = reader.isNull("phone");
    change.phone = reader.optionalText("phone", {1, 40});
    change.language = readOptionalLanguage(reader, "language");
    POS_CHECK(reader.finish());
    return change;
}

QStringList ChangeUser::fields() const
{
    QStringList names;
    if (name)
        names.append(QStringLiteral("name"));
    if (email)
        names.append(QStringLiteral("email"));
    if (phone || removesPhone)
        names.append(QStringLiteral("phone"));
    if (language)
        names.append(QStringLiteral("language"));
    return names;
}

Result<Role> readRole(JsonReader reader)
{
    const Role role = roleOf(reader);
    POS_CHECK(reader.finish());
    return role;
}

Result<Invite> Invite::read(JsonReader reader)
{
    Invite invite{readEmail(reader, "email"), roleOf(reader), readOptionalLanguage(reader, "language")};
    POS_CHECK(reader.finish());
    return invite;
}

QJsonObject Invitation::toJson() const
{
    return {{QStringLiteral("id"), id.toString()},
            {QStringLiteral("email"), email},
            {QStringLiteral("role"), QString::fromLatin1(toWord(role))},
            {QStringLiteral("language"), QString::fromLatin1(toWord(language))},
            {QStringLiteral("invited_by"), invitedBy.isNull() ? QJsonValue() : QJsonValue(invitedBy.toString())},
            {QStringLiteral("created_at"), toRfc3339(createdAt)},
            {QStringLiteral("expires_at"), toRfc3339(expiresAt)},
            {QStringLiteral("status"), isExpired ? QStringLiteral("expired") : QStringLiteral("open")}};
}

Result<AcceptInvitation> AcceptInvitation::read(JsonReader reader)
{
    AcceptInvitation accept{reader.text("token", kTokenRule), reader.text("name", kPersonNameRule).trimmed(),
                            reader.text("password", kPasswordRule)};
    POS_CHECK(reader.finish());
    return accept;
}

} // namespace pos::contract
