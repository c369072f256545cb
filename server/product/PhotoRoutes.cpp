// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/product/PhotoRoutes.h"

#include "server/http/Endpoints.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace pos::product {

namespace {

using http::Call;
using http::Response;

constexpr pg::Statement kEtag{"photo_etag", "SELECT etag FROM shop.photos WHERE product_id = $1"};
constexpr pg::Statement kRead{"photo_read",
                              "SELECT etag, content_type, content FROM shop.photos WHERE product_id = $1"};
constexpr pg::Statement kPut{
    "photo_put",
    "INSERT INTO shop.photos (tenant_id, product_id, content_type, etag, content, updated_at) "
    "VALUES (current_setting('pos.tenant')::uuid, $1, $2, $3, $4, $5) ON CONFLICT (tenant_id, product_id) DO UPDATE "
    "SET content_type = EXCLUDED.content_type, etag = EXCLUDED.etag, content = EXCLUDED.content, updated_at = "
    "EXCLUDED.updated_at"};
constexpr pg::Statement kDelete{"photo_delete", "DELETE FROM shop.photos WHERE product_id = $1"};

QByteArray quoted(const QByteArray &etag)
{
    return '"' + etag + '"';
}

bool isKnown(const QByteArray &ifNoneMatch, const QByteArray &etag)
{
    const QList<QByteArray> known = ifNoneMatch.split(',');
    return std::any_of(known.begin(), known.end(), [&etag](const QByteArray &one) {
        const QByteArray tag = one.trimmed();
        return tag == "*" || tag == quoted(etag) || tag == "W/" + quoted(etag);
    });
}

} // namespace

QByteArray imageTypeOf(const QByteArray &content)
{
    if (content.startsWith("\xff\xd8\xff"))
        return "image/jpeg";
    if (content.startsWith("\x89PNG\r\n\x1a\n"))
        return "image/png";
    if (content.size() > 12 && content.startsWith("RIFF") && content.mid(8, 4) == "WEBP")
        return "image/webp";
    return {};
}

void PhotoRoutes::bind(http::Endpoints &endpoints) const
{
    endpoints.bind("GET", "/api/v1/products/{id}/photo", [this](const Call &call) { return read(call); });
    endpoints.bind("PUT", "/api/v1/products/{id}/photo", [this](const Call &call) { return put(call); });
    endpoints.bind("DELETE", "/api/v1/products/{id}/photo", [this](const Call &call) { return remove(call); });
}

Result<Response> PhotoRoutes::read(const Call &call) const
{
    POS_TRY(const Id id, call.pathId("id"));
    POS_CHECK(call.allowQuery({}));
    return m_parts.database.forTenant(call.principal().tenant, [&](pg::Transaction &tx) -> Result<Response> {
        const auto headed = [](const Response &response, const QByteArray &etag) {
            return response.with("ETag", quoted(etag)).with("Cache-Control", "private, no-cache");
        };
        // The bytes are read only when the caller lacks them.
        POS_TRY(const pg::Rows head, tx.run(kEtag, pg::Params(id)));
        if (head.isEmpty())
            return fail(Error::notFound(u"photo"_s));
        const QByteArray known = head.first().ascii("etag");
        if (isKnown(call.request().header("If-None-Match"), known)) {
            Response unchanged;
            unchanged.status = 304;
            return headed(unchanged, known);
        }
        POS_TRY(const pg::Rows rows, tx.run(kRead, pg::Params(id)));
        if (rows.isEmpty())
            return fail(Error::notFound(u"photo"_s));
        const pg::Row row = rows.first();
        return headed(Response::bytes(row.ascii("content_type"), row.bytes("content")), row.ascii("etag"));
    });
}

Result<Response> PhotoRoutes::put(const Call &call) const
{
    POS_TRY(const Id id, call.pathId("id"));
    const QByteArray type = imageTypeOf(call.body());
    if (type.isEmpty() || (call.mediaType() != type && call.mediaType() != "application/octet-stream"))
        return fail({ErrorCode::UnsupportedMedia, u"not_an_image"_s,
                     u"The body must be a JPEG, PNG or WebP image, and its Content-Type must say which"_s});
    const QByteArray etag = QCryptographicHash::hash(call.body(), QCryptographicHash::Sha256).toHex().left(32);
    return m_parts.database.forTenant(call.principal().tenant, [&](pg::Transaction &tx) -> Result<Response> {
        POS_TRY(const contract::Product before, m_products.readLocked(tx, id));
        const Instant now = m_parts.clock.now();
        if (before.photo != QString::fromLatin1(etag)) {
            tx.queue(kPut, pg::Params(id, QString::fromLatin1(type), QString::fromLatin1(etag), call.body(), now));
            m_products.touch(tx, id, now);
            m_parts.log.add(tx, call, {"product.photo_set", "product", id, {u"photo"_s}});
        }
        POS_TRY(const contract::Product after, m_products.read(tx, id));
        return Response::json(200, contract::toJson(after)).etag(after.version);
    });
}

Result<Response> PhotoRoutes::remove(const Call &call) const
{
    POS_TRY(const Id id, call.pathId("id"));
    return m_parts.database.forTenant(call.principal().tenant, [&](pg::Transaction &tx) -> Result<Response> {
        POS_TRY(const contract::Product before, m_products.readLocked(tx, id));
        if (before.photo.isEmpty())
            return fail(Error::notFound(u"photo"_s));
        tx.queue(kDelete, pg::Params(id));
        m_products.touch(tx, id, m_parts.clock.now());
        m_parts.log.add(tx, call, {"product.photo_removed", "product", id, {u"photo"_s}});
        return Response::noContent();
    });
}

} // namespace pos::product
