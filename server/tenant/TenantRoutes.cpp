// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/tenant/TenantRoutes.h"

#include "server/runtime/Actors.h"
#include "server/runtime/Idempotency.h"

namespace pos::tenant {

using http::Call;
using http::Response;

namespace {

Asking askingOf(const Call &call)
{
    return {call.principal().tenant, runtime::actorOf(call)};
}

template<class Document>
Response versioned(const Document &document)
{
    return Response::json(200, document.toJson()).etag(document.version);
}

Result<Response> change(const TenantService &service, const Call &call)
{
    POS_TRY(const qint64 version, call.ifMatch());
    POS_TRY(contract::JsonReader reader, call.json());
    POS_TRY(const auto wanted, contract::ChangeTenant::read(std::move(reader)));
    POS_TRY(const auto tenant, service.change(askingOf(call), version, wanted));
    return versioned(tenant);
}

Result<Response> changeSettings(const TenantService &service, const Call &call)
{
    POS_TRY(const qint64 version, call.ifMatch());
    POS_TRY(contract::JsonReader reader, call.json());
    POS_TRY(const auto wanted, contract::ChangeSettings::read(std::move(reader)));
    POS_TRY(const auto settings, service.changeSettings(askingOf(call), version, wanted));
    return versioned(settings);
}

Result<Response> listTaxRules(const TenantService &service, const Call &call)
{
    POS_CHECK(call.allowQuery({}));
    POS_TRY(const auto rules, service.taxRules(askingOf(call)));
    QJsonArray items;
    for (const auto &rule : rules)
        items.append(rule.toJson());
    return Response::page(items, {});
}

Result<Response> addTaxRule(const TenantService &service, const Clock &clock, const Call &call)
{
    POS_TRY(contract::JsonReader reader, call.json());
    POS_TRY(const auto wanted, contract::TaxRuleItem::read(std::move(reader)));
    POS_TRY(const auto made,
            service.addTaxRule(askingOf(call), wanted, [&](pg::Transaction &tx, Id &resource) -> Result<bool> {
                POS_TRY(const auto earlier, runtime::claimKey(tx, clock, call, 201, resource));
                if (earlier)
                    resource = earlier->resource;
                return earlier.has_value();
            }));
    return Response::created("/api/v1/tenant/tax-rules/" + made.id.toString().toLatin1(), made.toJson());
}

} // namespace

void bindRoutes(http::Endpoints &endpoints, const TenantService &service, const Clock &clock)
{
    endpoints.bind("GET", "/api/v1/tenant", [&](const Call &call) -> Result<Response> {
        POS_TRY(const auto tenant, service.read(askingOf(call)));
        return versioned(tenant);
    });
    endpoints.bind("PATCH", "/api/v1/tenant", [&](const Call &call) { return change(service, call); });
    endpoints.bind("GET", "/api/v1/tenant/settings", [&](const Call &call) -> Result<Response> {
        POS_TRY(const auto settings, service.settings(askingOf(call)));
        return versioned(settings);
    });
    endpoints.bind("PATCH", "/api/v1/tenant/settings", [&](const Call &call) { return changeSettings(service, call); });
    endpoints.bind("GET", "/api/v1/tenant/tax-rules", [&](const Call &call) { return listTaxRules(service, call); });
    endpoints.bind("POST", "/api/v1/tenant/tax-rules",
                   [&](const Call &call) { return addTaxRule(service, clock, call); });
    endpoints.bind("DELETE", "/api/v1/tenant/tax-rules/{id}", [&](const Call &call) -> Result<Response> {
        POS_TRY(const Id rule, call.pathId("id"));
        POS_CHECK(service.deleteTaxRule(askingOf(call), rule));
        return Response::noContent();
    });
    endpoints.bind("GET", "/api/v1/public/tenants/{slug}", [&](const Call &call) -> Result<Response> {
        POS_TRY(const QJsonObject shop, service.readPublic(call.pathText("slug")));
        return Response::json(200, shop);
    });
}

} // namespace pos::tenant
