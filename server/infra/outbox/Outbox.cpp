// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/outbox/Outbox.h"

#include "server/infra/postgres/Database.h"
#include "server/infra/trace/Scope.h"

namespace pos::outbox {

namespace {

// One statement, so that appending costs a business transaction nothing but its place in the pipeline.
constexpr pg::Statement kAppend{"outbox_append", R"(
    INSERT INTO events.outbox (shard, id, topic, type, source, tenant_id, subject, occurred_at, traceparent, data)
    SELECT $1::smallint, $2::uuid, $3::text, $4::text, $5::text, $6::uuid, $7::text, $8::timestamptz, $9::text, $10::jsonb
    WHERE events.wake())"};

constexpr auto kAuditTopic = "pos.audit.v1";

void setUnlessNull(QJsonObject &object, QLatin1StringView name, const Id &id)
{
    if (!id.isNull())
        object.insert(name, id.toString());
}

void setUnlessEmpty(QJsonObject &object, QLatin1StringView name, const QByteArray &word)
{
    if (!word.isEmpty())
        object.insert(name, QString::fromUtf8(word));
}

} // namespace

int shardOf(const Id &tenant, const QByteArray &subject)
{
    return qChecksum(tenant.toBytes() + subject) % kShards;
}

void append(pg::Transaction &tx, const Clock &clock, Event event)
{
    if (event.id.isNull())
        event.id = Id::make(clock);
    if (event.time == Instant())
        event.time = clock.now();
    if (const trace::Context *context = trace::current(); context && event.traceparent.isEmpty())
        event.traceparent = context->traceparent;
    const std::optional<QString> traceparent =
        event.traceparent.isEmpty() ? std::nullopt : std::optional(QString::fromLatin1(event.traceparent));
    tx.queue(kAppend, pg::Params(shardOf(event.tenant, event.subject), event.id, event.topic.constData(),
                                 event.type.constData(), event.source.constData(), event.tenant,
                                 event.subject.constData(), event.time, traceparent, event.data));
}

void appendAudit(pg::Transaction &tx, const Clock &clock, const QByteArray &source, const Id &tenant,
                 const Actor &actor, const AuditEntry &entry)
{
    QJsonObject who{{QStringLiteral("kind"), QString::fromLatin1(actor.kind)}};
    setUnlessNull(who, QLatin1StringView("id"), actor.user);
    setUnlessNull(who, QLatin1StringView("session_id"), actor.session);
    setUnlessEmpty(who, QLatin1StringView("role"), actor.role);
    setUnlessEmpty(who, QLatin1StringView("request_id"), actor.requestId);

    QJsonObject data{{QStringLiteral("actor"), who}, {QStringLiteral("entity"), QString::fromLatin1(entry.entity)}};
    setUnlessNull(data, QLatin1StringView("entity_id"), entry.entityId);
    setUnlessNull(data, QLatin1StringView("subject_pid"), entry.subject);
    setUnlessEmpty(data, QLatin1StringView("purpose"), entry.purpose);
    if (!entry.fields.isEmpty())
        data.insert(QStringLiteral("fields"), QJsonArray::fromStringList(entry.fields));
    if (!entry.details.isEmpty())
        data.insert(QStringLiteral("details"), entry.details);

    Event event;
    event.topic = kAuditTopic;
    event.type = entry.action;
    event.source = source;
    event.tenant = tenant;
    event.subject = entry.entity;
    if (!entry.entityId.isNull())
        event.subject += '/' + entry.entityId.toString().toLatin1();
    event.data = data;
    append(tx, clock, std::move(event));
}

Result<void> recordAudit(pg::Database &database, const Clock &clock, const QByteArray &source, const Id &tenant,
                         const Actor &actor, const AuditEntry &entry)
{
    return database.forTenant(tenant, [&](pg::Transaction &tx) -> Result<void> {
        appendAudit(tx, clock, source, tenant, actor, entry);
        return {};
    });
}

} // namespace pos::outbox
