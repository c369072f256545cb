// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/audit/ExportRoutes.h"

#include "core/contract/Routes.h"
#include "server/runtime/Actors.h"
#include "server/runtime/Idempotency.h"

#include <QRegularExpression>

#include <algorithm>

namespace pos::audit {

namespace {

using namespace Qt::StringLiterals;

constexpr auto kSource = "audit-service";
constexpr qsizetype kMostFilters = 20;

// "/api/v1/imports/{id}/rows" for "/api/v1/imports/0190…/rows".
const contract::RouteSpec *listAt(const QString &path)
{
    const QStringList parts = path.split(u'/');
    for (const contract::RouteSpec &route : contract::routes()) {
        const QStringList pattern = QString::fromLatin1(route.pattern).split(u'/');
        const bool fits = QByteArrayView(route.method) == "GET" && pattern.size() == parts.size()
                          && !pattern.last().startsWith(u'{')
                          && std::equal(pattern.begin(), pattern.end(), parts.begin(),
                                        [](const QString &wanted, const QString &part) {
                                            return wanted == part || (wanted.startsWith(u'{') && !part.isEmpty());
                                        });
        if (fits)
            return &route;
    }
    return nullptr;
}

} // namespace

void ExportRoutes::bind(http::Endpoints &endpoints)
{
    endpoints.bind("POST", "/api/v1/exports", [this](const http::Call &call) { return create(call); });
}

Result<http::Response> ExportRoutes::create(const http::Call &call)
{
    POS_TRY(contract::JsonReader reader, call.json());
    const QString path = reader.text("list", {1, 200});
    const QString format = reader.oneOf("format", {u"csv"_s, u"xlsx"_s});
    const QStringList filters = reader.textList("filters", kMostFilters, {1, 40});
    const contract::RouteSpec *list = listAt(path);
    static const QRegularExpression word(u"\\A[a-z_]+\\z"_s);
    if (!path.isEmpty() && !list)
        reader.addError("list", u"not_allowed"_s, u"must be the path of a list of this API"_s);
    if (std::any_of(filters.begin(), filters.end(), [](const QString &name) { return !word.match(name).hasMatch(); }))
        reader.addError("filters", u"bad_characters"_s, u"must be names of query parameters"_s);
    POS_CHECK(reader.finish());
    const bool allowed = list->access.kind != contract::Access::Kind::Permitted
                         || contract::isGranted(call.principal().role, list->access.permission);
    if (!allowed)
        return fail(Error::forbidden(u"forbidden"_s, u"your role may not read this list"_s));

    const Id id = Id::make(m_clock);
    outbox::AuditEntry entry;
    entry.action = "list.exported";
    entry.entity = "export";
    entry.entityId = id;
    entry.purpose = "export";
    entry.details = {{"list"_L1, QString::fromLatin1(list->pattern)},
                     {"format"_L1, format},
                     {"filters"_L1, QJsonArray::fromStringList(filters)}};
    return m_database.forTenant(call.principal().tenant, [&](pg::Transaction &tx) -> Result<http::Response> {
        POS_TRY(const auto earlier, runtime::claimKey(tx, m_clock, call, 204, id));
        if (!earlier)
            outbox::appendAudit(tx, m_clock, kSource, call.principal().tenant, runtime::actorOf(call), entry);
        POS_CHECK(tx.commit()); // no record, no leave
        return http::Response::noContent();
    });
}

} // namespace pos::audit
