// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/audit/AuditInbox.h"

#include "core/contract/JsonReader.h"

namespace pos::audit {

namespace {

constexpr pg::Statement kReceive{"audit_receive", R"(
    WITH fresh AS (INSERT INTO audit.received (event_id) VALUES ($1::uuid) ON CONFLICT DO NOTHING RETURNING event_id)
    INSERT INTO audit.inbox (event_id, occurred_at, tenant_id, source, action, entity, entity_id, actor_kind, actor_id,
                             actor_role, session_id, request_id, subject_pid, purpose, fields, details)
    SELECT event_id, $2::timestamptz, $3::uuid, $4::text, $5::text, $6::text, $7::uuid, $8::text, $9::uuid, $10::text,
           $11::uuid, $12::text, $13::uuid, $14::text, $15::text[], $16::jsonb
    FROM fresh)"};

constexpr contract::JsonReader::TextRule kWord{1, 100};
constexpr contract::JsonReader::TextRule kRequestId{1, 200};

} // namespace

Result<void> receive(pg::Transaction &tx, const outbox::Event &event)
{
    QJsonObject document = event.data;
    contract::JsonReader who(document.take(QLatin1StringView("actor")).toObject(), QStringLiteral("actor"));
    const QJsonObject details = document.take(QLatin1StringView("details")).toObject();
    contract::JsonReader data(document);
    const QString entity = data.text("entity", kWord);
    const std::optional<Id> entityId = data.optionalId("entity_id");
    const std::optional<Id> subject = data.optionalId("subject_pid");
    const std::optional<QString> purpose = data.optionalText("purpose", kWord);
    const QStringList fields = data.textList("fields", 500, kWord);
    POS_CHECK(data.finish());

    const QString kind = who.oneOf("kind", {QStringLiteral("user"), QStringLiteral("system"), QStringLiteral("guest")});
    const std::optional<Id> actor = who.optionalId("id");
    const std::optional<Id> session = who.optionalId("session_id");
    const std::optional<QString> role = who.optionalText("role", kWord);
    const std::optional<QString> requestId = who.optionalText("request_id", kRequestId);
    POS_CHECK(who.finish());

    tx.queue(kReceive,
             pg::Params(event.id, event.time, event.tenant, event.source.constData(), event.type.constData(), entity,
                        entityId, kind, actor, role, session, requestId, subject, purpose, fields, details));
    return {};
}

} // namespace pos::audit
