// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/keyring/KeyRewrap.h"

namespace pos::keyring {

struct KeyRewrap::Table {
    const pg::Statement &count;
    const pg::Statement &next; // after tenant $3 and id $4, versions $1 to $2
    const pg::Statement &update;
};

namespace {

constexpr auto kPatience = std::chrono::seconds(60);

const pg::Statement kCountPeople{"rewrap_count",
                                 "SELECT count(*) AS n FROM keys.data_keys WHERE wrapped IS NOT NULL "
                                 "AND kek_version BETWEEN $1 AND $2",
                                 kPatience};
const pg::Statement kNextPeople{"rewrap_next",
                                "SELECT tenant_id, id, wrapped, kek_version FROM keys.data_keys "
                                "WHERE wrapped IS NOT NULL AND kek_version BETWEEN $1 AND $2 "
                                "AND (tenant_id, id) > ($3, $4) ORDER BY tenant_id, id LIMIT 250",
                                kPatience};
const pg::Statement kUpdatePeople{"rewrap_update", "UPDATE keys.data_keys SET wrapped = $4, kek_version = $5 "
                                                   "WHERE tenant_id = $1 AND id = $2 AND wrapped = $3"};
const pg::Statement kCountSigning{"rewrap_count_signing",
                                  "SELECT count(*) AS n FROM keys.signing_keys WHERE kek_version BETWEEN $1 AND $2"};
// They belong to no shop: the nil id stands for it.
const pg::Statement kNextSigning{"rewrap_next_signing",
                                 "SELECT '00000000-0000-0000-0000-000000000000'::uuid AS tenant_id, id, wrapped, "
                                 "kek_version FROM keys.signing_keys WHERE kek_version BETWEEN $1 AND $2 "
                                 "AND $3::uuid IS NOT NULL AND id > $4 ORDER BY id LIMIT 250"};
const pg::Statement kUpdateSigning{"rewrap_update_signing",
                                   "UPDATE keys.signing_keys SET wrapped = $4, kek_version = $5 "
                                   "WHERE $1::uuid IS NOT NULL AND id = $2 AND wrapped = $3"};

// A null Id travels as NULL, and nothing comes after NULL.
const char *const kFirst = "00000000-0000-0000-0000-000000000000";

struct Place {
    QString tenant = QString::fromLatin1(kFirst);
    QString id = QString::fromLatin1(kFirst);
};

} // namespace

Result<void> KeyRewrap::go(const Table &table, int from, int until, const Wrap &wrap, Progress &progress)
{
    for (Place after;;) {
        POS_TRY(
            const auto batch, m_database.asSystem([&](pg::Transaction &tx) -> Result<std::vector<KeyService::Wrapped>> {
                POS_TRY(const pg::Rows rows, tx.run(table.next, pg::Params(from, until, after.tenant, after.id)));
                std::vector<KeyService::Wrapped> keys;
                for (const pg::Row row : rows)
                    keys.push_back({row.id("tenant_id"), row.id("id"), {row.bytes("wrapped"), row.i32("kek_version")}});
                return keys;
            }));
        if (batch.empty())
            return {};
        const auto wrapped = wrap(batch); // outside a transaction: no row is held meanwhile
        POS_CHECK(m_database.asSystem([&](pg::Transaction &tx) -> Result<void> {
            for (size_t i = 0; i < batch.size(); ++i) {
                if (wrapped[i])
                    tx.queue(table.update, pg::Params(batch[i].tenant.toString(), batch[i].subject, batch[i].key.bytes,
                                                      wrapped[i]->bytes, wrapped[i]->version));
            }
            POS_CHECK(tx.flush());
            return {};
        }));
        for (size_t i = 0; i < batch.size(); ++i) {
            if (wrapped[i]) {
                ++progress.done;
                continue;
            }
            if (wrapped[i].error().code != ErrorCode::Corrupt)
                return fail(wrapped[i].error()); // the service is away: what is done is done
            if (progress.failed++ == 0)
                progress.firstFailure =
                    QStringLiteral("key %1 of shop %2: %3")
                        .arg(batch[i].subject.toString(), batch[i].tenant.toString(), wrapped[i].error().detail);
        }
        after = {batch.back().tenant.toString(), batch.back().subject.toString()};
        if (m_report)
            m_report(progress);
    }
}

Result<KeyRewrap::Progress> KeyRewrap::all(int from, int until, const Wrap &wrap)
{
    const Table people{kCountPeople, kNextPeople, kUpdatePeople};
    const Table signing{kCountSigning, kNextSigning, kUpdateSigning};
    Progress progress;
    for (const Table *table : {&people, &signing}) {
        POS_TRY(const pg::Rows rows, m_database.asSystem([&](pg::Transaction &tx) {
            return tx.run(table->count, pg::Params(from, until));
        }));
        progress.total += rows.first().i64("n");
    }
    for (const Table *table : {&people, &signing})
        POS_CHECK(go(*table, from, until, wrap, progress));
    return progress;
}

Result<KeyRewrap::Progress> KeyRewrap::toNewest(KeyService &service)
{
    POS_TRY(const int newest, service.newestVersion());
    const int first = newest > KeyService::kVaultVersions ? KeyService::kVaultVersions : 0;
    return all(first, newest - 1,
               [&](const std::vector<KeyService::Wrapped> &keys) { return service.rewrapAll(keys); });
}

} // namespace pos::keyring
