// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/Idempotency.h"

#include <QCryptographicHash>

namespace pos::runtime {

namespace {

constexpr pg::Statement kClaim{"idempotency_claim", R"(
    INSERT INTO shop.idempotency_keys (tenant_id, key, fingerprint, status, resource_id, created_at)
    VALUES (current_setting('pos.tenant')::uuid, $1, $2, $3, $4, $5)
    ON CONFLICT (tenant_id, key) DO NOTHING)"};

// A statement of its own, so that it sees what the transaction we have waited for has committed.
constexpr pg::Statement kStored{"idempotency_stored", R"(
    SELECT fingerprint, status, resource_id FROM shop.idempotency_keys
    WHERE tenant_id = current_setting('pos.tenant')::uuid AND key = $1)"};

QByteArray fingerprintOf(const http::Request &request)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    // Neither a method nor a path holds a line feed, so that the three cannot run into each other.
    for (const QByteArray &part : {request.method, request.path, request.query}) {
        hash.addData(part);
        hash.addData("\n");
    }
    hash.addData(request.body);
    return hash.result();
}

} // namespace

IdempotencyClaim::IdempotencyClaim(pg::Transaction &tx, const Clock &clock, const http::Call &call, int status,
                                   const Id &resource)
{
    const std::optional<QString> key = call.idempotencyKey();
    if (!key)
        return;
    m_fingerprint = fingerprintOf(call.request());
    m_inserted = tx.queue(kClaim, pg::Params(*key, m_fingerprint, status, resource, clock.now()));
    m_stored = tx.queue(kStored, pg::Params(*key));
}

Result<std::optional<Replay>> IdempotencyClaim::outcome(const std::vector<pg::Rows> &flushed) const
{
    if (!m_inserted || flushed[*m_inserted].affected() == 1)
        return std::nullopt;
    const pg::Rows &stored = flushed[m_stored];
    if (stored.isEmpty())
        return fail(
            Error::unavailable(QStringLiteral("key_in_use"), QStringLiteral("the key has just been swept; try again")));
    const pg::Row row = stored.first();
    if (row.bytes("fingerprint") != m_fingerprint)
        return fail({ErrorCode::KeyReused, {}, QStringLiteral("this Idempotency-Key was used for another request")});
    return Replay{row.i32("status"), row.id("resource_id")};
}

Result<std::optional<Replay>> claimKey(pg::Transaction &tx, const Clock &clock, const http::Call &call, int status,
                                       const Id &resource)
{
    const IdempotencyClaim claim(tx, clock, call, status, resource);
    POS_TRY(const std::vector<pg::Rows> rows, tx.flush());
    return claim.outcome(rows);
}

} // namespace pos::runtime
