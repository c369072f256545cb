// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contract/AuditEvent.h"

#include <QJsonArray>

namespace pos::contract {

namespace {

QJsonValue idOrNull(const Id &id)
{
    return id.isNull() ? QJsonValue(QJsonValue::Null) : QJsonValue(id.toString());
}

QJsonValue textOrNull(const std::optional<QString> &text)
{
    return text ? QJsonValue(*text) : QJsonValue(QJsonValue::Null);
}

} // namespace

QJsonObject AuditEvent::toJson() const
{
    const QJsonObject who{{QStringLiteral("kind"), actorKind},
                          {QStringLiteral("id"), idOrNull(actor)},
                          {QStringLiteral("role"), textOrNull(actorRole)},
                          {QStringLiteral("session_id"), idOrNull(session)}};
    return {{QStringLiteral("id"), id.toString()},
            {QStringLiteral("seq"), seq},
            {QStringLiteral("recorded_at"), toRfc3339(recordedAt)},
            {QStringLiteral("occurred_at"), toRfc3339(occurredAt)},
            {QStringLiteral("source"), source},
            {QStringLiteral("action"), action},
            {QStringLiteral("entity"), entity},
            {QStringLiteral("entity_id"), idOrNull(entityId)},
            {QStringLiteral("actor"), who},
            {QStringLiteral("request_id"), textOrNull(requestId)},
            {QStringLiteral("subject_pid"), idOrNull(subject)},
            {QStringLiteral("purpose"), textOrNull(purpose)},
            {QStringLiteral("fields"), QJsonArray::fromStringList(fields)},
            {QStringLiteral("details"), details}};
}

} // namespace pos::contract
