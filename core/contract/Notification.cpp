// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contract/Notification.h"

namespace pos::contract {

QJsonObject Notification::toJson() const
{
    return {{QStringLiteral("id"), id.toString()},
            {QStringLiteral("template"), toWord(mail)},
            {QStringLiteral("language"), QString::fromLatin1(toWord(language))},
            {QStringLiteral("status"), status},
            {QStringLiteral("user_id"), user.toString()},
            {QStringLiteral("tries"), tries},
            {QStringLiteral("error"), error ? QJsonValue(*error) : QJsonValue(QJsonValue::Null)},
            {QStringLiteral("created_at"), toRfc3339(createdAt)},
            {QStringLiteral("sent_at"), sentAt ? QJsonValue(toRfc3339(*sentAt)) : QJsonValue(QJsonValue::Null)}};
}

QJsonObject NotificationContent::toJson() const
{
    QJsonObject object = head.toJson();
    object.insert(QStringLiteral("from"), from);
    object.insert(QStringLiteral("recipient"), recipient);
    object.insert(QStringLiteral("title"), title);
    object.insert(QStringLiteral("text"), text);
    object.insert(QStringLiteral("html"), html);
    return object;
}

} // namespace pos::contract
