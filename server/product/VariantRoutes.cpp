// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/product/VariantRoutes.h"

#include "server/http/Endpoints.h"
#include "server/runtime/Idempotency.h"

using namespace Qt::StringLiterals;

namespace pos::product {

namespace {

using contract::Product;
using contract::Variant;
using http::Call;
using http::Response;

Response answer(int status, const Variant &variant, const Product &product)
{
    const QJsonObject document = contract::toJson(variant, product.currency);
    if (status == 201) // one variant is read in the list of its product
        return Response::created("/api/v1/products/" + product.id.toString().toLatin1() + "/variants", document)
            .etag(variant.version);
    return Response::json(status, document).etag(variant.version);
}

} // namespace

void VariantRoutes::bind(http::Endpoints &endpoints) const
{
    endpoints.bind("GET", "/api/v1/products/{id}/variants", [this](const Call &call) { return list(call); });
    endpoints.bind("POST", "/api/v1/products/{id}/variants", [this](const Call &call) { return create(call); });
    endpoints.bind("PATCH", "/api/v1/products/{id}/variants/{variant_id}",
                   [this](const Call &call) { return change(call); });
}

Result<Response> VariantRoutes::list(const Call &call) const
{
    POS_TRY(const Id id, call.pathId("id"));
    POS_CHECK(call.allowQuery({}));
    return m_parts.database.forTenant(call.principal().tenant, [&](pg::Transaction &tx) -> Result<Response> {
        POS_TRY(const Product product, m_products.read(tx, id));
        POS_TRY(const QList<Variant> variants, m_products.variantsOf(tx, id));
        QJsonArray items;
        for (const Variant &variant : variants)
            items.append(contract::toJson(variant, product.currency));
        return Response::page(items, {});
    });
}

Result<Response> VariantRoutes::create(const Call &call) const
{
    POS_TRY(const Id id, call.pathId("id"));
    POS_TRY(contract::JsonReader reader, call.json());
    Variant variant;
    variant.id = Id::make(m_parts.clock);
    variant.product = id;
    variant.written = contract::readVariant(reader, {}, true);
    variant.status = contract::readStatus(reader).value_or(u"active"_s);
    variant.createdAt = m_parts.clock.now();
    POS_CHECK(reader.finish());
    const auto made = m_parts.database.forTenant(call.principal().tenant, [&](pg::Transaction &tx) -> Result<Response> {
        POS_TRY(const auto earlier, runtime::claimKey(tx, m_parts.clock, call, 201, variant.id));
        POS_TRY(const Product product, m_products.readLocked(tx, id));
        if (earlier) {
            POS_TRY(const Variant known, m_products.readVariant(tx, earlier->resource));
            return answer(earlier->status, known, product);
        }
        if (product.variantCount >= kMaxVariants)
            return fail(
                Error::conflict(u"too_many_variants"_s, u"A product has at most %1 variants"_s.arg(kMaxVariants)));
        m_products.insertVariant(tx, variant);
        m_products.touch(tx, id, variant.createdAt);
        m_parts.log.add(tx, call, {"variant.created", "product", id, {}, {{u"variant_id"_s, variant.id.toString()}}});
        POS_TRY(const Variant stored, m_products.readVariant(tx, variant.id));
        return answer(201, stored, product);
    });
    return made ? made : fail(asFieldError(made.error()));
}

Result<Response> VariantRoutes::change(const Call &call) const
{
    POS_TRY(const Id id, call.pathId("id"));
    POS_TRY(const Id variantId, call.pathId("variant_id"));
    POS_TRY(const qint64 known, call.ifMatch());
    POS_TRY(const contract::JsonReader body, call.json());
    const auto changed =
        m_parts.database.forTenant(call.principal().tenant, [&](pg::Transaction &tx) -> Result<Response> {
            POS_TRY(const Product product, m_products.readLocked(tx, id)); // its row guards its variants
            POS_TRY(const Variant before, m_products.readVariant(tx, variantId));
            if (before.product != id)
                return fail(Error::notFound(u"variant"_s));
            const QJsonObject was = contract::toJson(before, product.currency);
            POS_CHECK(requireVersion(known, before.version, was));
            contract::JsonReader reader = body; // the work may run again
            Variant after = before;
            after.written = contract::readVariant(reader, before.written, false);
            after.status = contract::readStatus(reader).value_or(before.status);
            if (before.isDefault && after.status != before.status)
                reader.addError("status", u"not_allowed"_s,
                                u"of the default variant is its product's: archive the product"_s);
            POS_CHECK(reader.finish());
            const QStringList fields = contract::changedFields(was, contract::toJson(after, product.currency));
            if (fields.isEmpty())
                return answer(200, before, product);
            after.updatedAt = m_parts.clock.now();
            m_products.updateVariant(tx, after);
            m_products.touch(tx, id, after.updatedAt);
            m_parts.log.add(tx, call,
                            {"variant.updated", "product", id, fields, {{u"variant_id"_s, variantId.toString()}}});
            POS_TRY(const Variant stored, m_products.readVariant(tx, variantId));
            return answer(200, stored, product);
        });
    return changed ? changed : fail(asFieldError(changed.error()));
}

} // namespace pos::product
