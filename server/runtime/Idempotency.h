// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/Call.h"
#include "server/infra/postgres/Transaction.h"

namespace pos::runtime {

// What a key has already led to: answer with this status and the resource as it is now.
struct Replay {
    int status = 201;
    Id resource;
};

// Makes a POST safe to repeat. The claim is a row of the handler's own transaction: it commits with
// the work or not at all, and a second request with the same key waits for the first and then replays.
// Claim before anything else, in the first round trip:
//
//     const Id product = Id::make(clock);                    // the resource this call is going to make
//     return database.forTenant(tenant, [&](pg::Transaction &tx) -> Result<Response> {
//         POS_TRY(const auto earlier, runtime::claimKey(tx, clock, call, 201, product));
//         if (earlier)
//             return respond(earlier->status, read(tx, earlier->resource));
//         … the work, under the id `product` …
//     });
//
// A call that makes nothing names the thing it changes ("suspend": 200 and the user's id). A request
// without the header is simply done. Errors: KeyReused when the key came with another body or path.
Result<std::optional<Replay>> claimKey(pg::Transaction &tx, const Clock &clock, const http::Call &call, int status,
                                       const Id &resource);

// The same for a transaction that reads more in its first round trip: make it, queue the rest, flush,
// then ask for the outcome with the rows of that flush.
class IdempotencyClaim {
public:
    IdempotencyClaim(pg::Transaction &tx, const Clock &clock, const http::Call &call, int status, const Id &resource);
    Result<std::optional<Replay>> outcome(const std::vector<pg::Rows> &flushed) const;

private:
    QByteArray m_fingerprint;
    std::optional<size_t> m_inserted; // place in the flush; nothing without a key
    size_t m_stored = 0;
};

} // namespace pos::runtime
