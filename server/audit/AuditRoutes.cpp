// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/audit/AuditRoutes.h"

#include "server/infra/outbox/Outbox.h"
#include "server/runtime/Actors.h"

namespace pos::audit {

namespace {

constexpr auto kSource = "audit-service";
constexpr auto kPurpose = "oversight";
constexpr qsizetype kLongestWord = 100;

Result<std::optional<QString>> queryWord(const http::Call &call, const char *name)
{
    const std::optional<QString> word = call.query(name);
    if (word && word->size() > kLongestWord)
        return fail(Error::invalid(QString::fromLatin1(name), QStringLiteral("too_long"),
                                   QStringLiteral("must have at most %1 characters").arg(kLongestWord)));
    return word;
}

Result<AuditFilter> filterOf(const http::Call &call)
{
    POS_CHECK(
        call.allowQuery({"actor_id", "action", "entity", "entity_id", "subject_pid", "from", "to", "limit", "cursor"}));
    AuditFilter filter;
    POS_TRY(filter.actor, call.queryId("actor_id"));
    POS_TRY(filter.action, queryWord(call, "action"));
    POS_TRY(filter.entity, queryWord(call, "entity"));
    POS_TRY(filter.entityId, call.queryId("entity_id"));
    POS_TRY(filter.subject, call.queryId("subject_pid"));
    POS_TRY(filter.from, call.queryInstant("from"));
    POS_TRY(filter.to, call.queryInstant("to"));
    return filter;
}

QStringList namesOf(const AuditFilter &filter)
{
    QStringList names;
    const auto add = [&](bool isSet, const QString &name) {
        if (isSet)
            names.append(name);
    };
    add(filter.actor.has_value(), QStringLiteral("actor_id"));
    add(filter.action.has_value(), QStringLiteral("action"));
    add(filter.entity.has_value(), QStringLiteral("entity"));
    add(filter.entityId.has_value(), QStringLiteral("entity_id"));
    add(filter.subject.has_value(), QStringLiteral("subject_pid"));
    add(filter.from.has_value(), QStringLiteral("from"));
    add(filter.to.has_value(), QStringLiteral("to"));
    return names;
}

Result<std::optional<AuditPosition>> positionOf(const http::Call &call)
{
    POS_TRY(const QJsonObject cursor, call.cursor());
    if (cursor.isEmpty())
        return std::optional<AuditPosition>();
    contract::JsonReader reader(cursor, QStringLiteral("cursor"));
    const std::optional<Instant> recordedAt = reader.optionalInstant("recorded_at");
    const qint64 seq = reader.integer("seq", 1, std::numeric_limits<qint64>::max());
    POS_CHECK(reader.finish());
    return std::optional(AuditPosition{recordedAt.value_or(Instant()), seq});
}

} // namespace

void AuditRoutes::bind(http::Endpoints &endpoints)
{
    endpoints.bind("GET", "/api/v1/audit/events", [this](const http::Call &call) { return list(call); });
    endpoints.bind("GET", "/api/v1/audit/events/{id}", [this](const http::Call &call) { return read(call); });
    m_exports.bind(endpoints);
}

Result<http::Response> AuditRoutes::list(const http::Call &call)
{
    POS_TRY(const AuditFilter filter, filterOf(call));
    POS_TRY(const int limit, call.limit());
    POS_TRY(const std::optional<AuditPosition> before, positionOf(call));
    const Id tenant = call.principal().tenant;
    return m_database.forTenant(tenant, [&](pg::Transaction &tx) -> Result<http::Response> {
        POS_TRY(std::vector<contract::AuditEvent> events, m_repository.list(tx, tenant, filter, before, limit + 1));
        const bool more = std::ssize(events) > limit;
        if (more)
            events.resize(static_cast<size_t>(limit));
        QJsonArray items;
        for (const contract::AuditEvent &event : events)
            items.append(event.toJson());
        std::optional<QJsonObject> next;
        if (more)
            next = QJsonObject{{QStringLiteral("recorded_at"), toRfc3339(events.back().recordedAt)},
                               {QStringLiteral("seq"), events.back().seq}};
        recordLook(tx, call, Id(), items.size(), namesOf(filter)); // each page: a cursor can be made up
        POS_CHECK(tx.commit()); // no record, no answer
        return http::Response::page(items, next);
    });
}

Result<http::Response> AuditRoutes::read(const http::Call &call)
{
    POS_TRY(const Id id, call.pathId("id"));
    const Id tenant = call.principal().tenant;
    return m_database.forTenant(tenant, [&](pg::Transaction &tx) -> Result<http::Response> {
        POS_TRY(const contract::AuditEvent event, m_repository.read(tx, tenant, id));
        recordLook(tx, call, id, 1, {});
        POS_CHECK(tx.commit());
        return http::Response::json(200, event.toJson());
    });
}

void AuditRoutes::recordLook(pg::Transaction &tx, const http::Call &call, const Id &event, qint64 rows,
                             const QStringList &filters)
{
    outbox::AuditEntry entry;
    entry.action = "audit.read";
    entry.entity = "audit_event";
    entry.entityId = event;
    entry.purpose = kPurpose;
    entry.details = {{QStringLiteral("rows"), rows}};
    if (!filters.isEmpty())
        entry.details.insert(QStringLiteral("filters"), QJsonArray::fromStringList(filters));
    outbox::appendAudit(tx, m_clock, kSource, call.principal().tenant, runtime::actorOf(call), entry);
}

} // namespace pos::audit
