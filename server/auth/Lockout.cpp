// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/Lockout.h"

namespace pos::auth {

namespace {

constexpr pg::Statement kLock{"lockout_lock",
                              "SELECT pg_advisory_xact_lock(hashtextextended(encode($1::bytea, 'hex'), 1))"};
// When the fifth newest failure falls out of the window the door opens again.
constexpr pg::Statement kFifth{"lockout_fifth", R"(
    SELECT max(fifth) AS fifth FROM (
        SELECT (array_agg(failed_at ORDER BY failed_at DESC))[5] AS fifth FROM identity.failed_proofs
        WHERE ((kind = $1 AND key_hash = $2) OR (kind = 'address' AND key_hash = $3)) AND failed_at > $4
        GROUP BY kind) AS counted)"};
constexpr pg::Statement kFail{"lockout_fail", R"(
    INSERT INTO identity.failed_proofs (id, kind, key_hash, failed_at) VALUES ($1, $2, $3, $4))"};
constexpr pg::Statement kClear{"lockout_clear", "DELETE FROM identity.failed_proofs WHERE kind = $1 AND key_hash = $2"};
constexpr pg::Statement kForget{"lockout_forget", "DELETE FROM identity.failed_proofs WHERE failed_at < $1"};

} // namespace

Result<void> Lockout::check(pg::Transaction &tx, const Door &door) const
{
    const Instant now = m_clock.now();
    POS_TRY(const pg::Rows rows, tx.run(kFifth, pg::Params(door.kind, door.key, door.address, now - kWindow)));
    const auto fifth = rows.first().optionalInstant("fifth");
    if (!fifth)
        return {};
    Error error{ErrorCode::RateLimited, QStringLiteral("too_many_failures"),
                QStringLiteral("too many failed attempts: wait some minutes and try again")};
    error.retryAfterSeconds = static_cast<int>(std::chrono::ceil<std::chrono::seconds>(*fifth + kWindow - now).count());
    return fail(std::move(error));
}

Result<void> Lockout::admit(const Door &door) const
{
    return m_database.asSystem([&](pg::Transaction &tx) { return check(tx, door); });
}

Result<void> Lockout::settle(const Door &door, bool succeeded) const
{
    return m_database.asSystem([&](pg::Transaction &tx) -> Result<void> {
        tx.queue(kLock, pg::Params(door.key));
        POS_CHECK(check(tx, door));
        if (succeeded) {
            tx.queue(kClear, pg::Params(door.kind, door.key));
        } else {
            tx.queue(kFail, pg::Params(Id::make(m_clock), door.kind, door.key, m_clock.now()));
            if (!door.address.isEmpty())
                tx.queue(kFail, pg::Params(Id::make(m_clock), "address", door.address, m_clock.now()));
        }
        POS_CHECK(tx.commit());
        return {};
    });
}

Result<qint64> Lockout::forgetOld() const
{
    return m_database.asSystem([&](pg::Transaction &tx) -> Result<qint64> {
        POS_TRY(const pg::Rows rows, tx.run(kForget, pg::Params(m_clock.now() - std::chrono::hours(24))));
        return rows.affected();
    });
}

} // namespace pos::auth
