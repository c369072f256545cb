// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/audit/AuditRepository.h"

namespace pos::audit {

namespace {

// One filter leads and decides on the index; a parameter that may be NULL could not. So there is a statement for each
// that can lead, and the rest narrows what it finds.
#define POS_AUDIT_LIST(LEADING)                                                                                        \
    "SELECT * FROM audit.events WHERE tenant_id = $1::uuid AND " LEADING                                               \
    " AND ($2::uuid IS NULL OR actor_id = $2::uuid) AND ($3::text IS NULL OR action = $3::text)"                       \
    " AND ($4::text IS NULL OR entity = $4::text) AND ($5::uuid IS NULL OR entity_id = $5::uuid)"                      \
    " AND ($6::uuid IS NULL OR subject_pid = $6::uuid)"                                                                \
    " AND recorded_at >= coalesce($7::timestamptz, '-infinity') AND recorded_at < coalesce($8::timestamptz, "          \
    "'infinity')"                                                                                                      \
    " AND (recorded_at, seq) < ($9::timestamptz, $10::bigint)"                                                         \
    " ORDER BY recorded_at DESC, seq DESC LIMIT $11"

constexpr Duration kDeadline = std::chrono::seconds(15);
constexpr pg::Statement kList{"audit_list", POS_AUDIT_LIST("true"), kDeadline};
constexpr pg::Statement kListOfEntity{"audit_list_of_entity", POS_AUDIT_LIST("entity_id = $5::uuid"), kDeadline};
constexpr pg::Statement kListOfActor{"audit_list_of_actor", POS_AUDIT_LIST("actor_id = $2::uuid"), kDeadline};
constexpr pg::Statement kListOfAction{"audit_list_of_action", POS_AUDIT_LIST("action = $3::text"), kDeadline};
#undef POS_AUDIT_LIST

constexpr pg::Statement kRead{"audit_read", "SELECT * FROM audit.events WHERE tenant_id = $1 AND event_id = $2"};

constexpr AuditPosition kEndOfTrail{std::chrono::sys_days(std::chrono::year(9999) / 12 / 31), 0};

const pg::Statement &leading(const AuditFilter &filter)
{
    if (filter.entityId)
        return kListOfEntity;
    if (filter.actor)
        return kListOfActor;
    return filter.action ? kListOfAction : kList;
}

contract::AuditEvent eventOf(const pg::Row &row)
{
    contract::AuditEvent event;
    event.id = row.id("event_id");
    event.seq = row.i64("seq");
    event.recordedAt = row.instant("recorded_at");
    event.occurredAt = row.instant("occurred_at");
    event.source = row.text("source");
    event.action = row.text("action");
    event.entity = row.text("entity");
    event.entityId = row.id("entity_id");
    event.actorKind = row.text("actor_kind");
    event.actor = row.id("actor_id");
    event.actorRole = row.optionalText("actor_role");
    event.session = row.id("session_id");
    event.requestId = row.optionalText("request_id");
    event.subject = row.id("subject_pid");
    event.purpose = row.optionalText("purpose");
    event.fields = row.texts("fields");
    event.details = row.json("details");
    return event;
}

} // namespace

Result<std::vector<contract::AuditEvent>> AuditRepository::list(pg::Transaction &tx, const Id &tenant,
                                                                const AuditFilter &filter,
                                                                const std::optional<AuditPosition> &before, int limit)
{
    const AuditPosition end = before.value_or(kEndOfTrail);
    POS_TRY(const pg::Rows rows, tx.run(leading(filter), pg::Params(tenant, filter.actor, filter.action, filter.entity,
                                                                    filter.entityId, filter.subject, filter.from,
                                                                    filter.to, end.recordedAt, end.seq, limit)));
    std::vector<contract::AuditEvent> events;
    for (const pg::Row row : rows)
        events.push_back(eventOf(row));
    return events;
}

Result<contract::AuditEvent> AuditRepository::read(pg::Transaction &tx, const Id &tenant, const Id &event)
{
    POS_TRY(const pg::Rows rows, tx.run(kRead, pg::Params(tenant, event)));
    if (rows.isEmpty())
        return fail(Error::notFound(QStringLiteral("audit event")));
    return eventOf(rows.first());
}

} // namespace pos::audit
