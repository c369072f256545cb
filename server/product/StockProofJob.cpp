// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/product/StockProofJob.h"

#include "server/infra/logging/Logger.h"
#include "server/inventory/StockProof.h"
#include "server/runtime/Actors.h"

using namespace Qt::StringLiterals;

namespace pos::product {

namespace {

constexpr pg::Statement kShops{"stock_proof_shops", "SELECT id FROM shop.tenants WHERE status = 'active' ORDER BY id"};
// Several processes may share the database: one of them proves a shop at a time.
constexpr pg::Statement kAlone{"stock_proof_alone",
                               "SELECT pg_try_advisory_xact_lock(hashtextextended('stock-proof ' || $1, 0)) AS alone"};

void report(pg::Transaction &tx, const Clock &clock, const Id &shop, const inventory::StockProof &proof)
{
    const QJsonObject details{{u"items"_s, proof.items}, {u"mismatches"_s, proof.mismatches.size()}};
    outbox::appendAudit(tx, clock, "product-service", shop, runtime::systemActor(),
                        {"stock.proof_failed", "tenant", shop, {}, {}, {}, details});
    outbox::append(tx, clock,
                   {{},
                    "pos.stock.v1",
                    "stock.proof_failed",
                    "product-service",
                    shop,
                    "stock/" + shop.toString().toLatin1(),
                    {},
                    {},
                    details});
}

} // namespace

Result<void> StockProofJob::run(const std::atomic<bool> &stop) const
{
    POS_TRY(const QList<Id> shops, m_database.asSystem([](pg::Transaction &tx) -> Result<QList<Id>> {
        POS_TRY(const pg::Rows rows, tx.run(kShops));
        QList<Id> ids;
        for (const pg::Row row : rows)
            ids.append(row.id("id"));
        return ids;
    }));
    for (const Id &shop : shops) {
        if (stop)
            return {};
        const Id id = Id::make(m_clock);
        const auto proof =
            m_database.forTenant(shop, [&](pg::Transaction &tx) -> Result<std::optional<inventory::StockProof>> {
                POS_TRY(const pg::Rows lock, tx.run(kAlone, pg::Params(shop.toString())));
                if (!lock.first().boolean("alone"))
                    return std::nullopt;
                POS_TRY(const inventory::StockProof found, inventory::prove(tx, m_clock.now()));
                inventory::keepProof(tx, id, found);
                if (!found.holds())
                    report(tx, m_clock, shop, found);
                return found;
            });
        // One shop's trouble must not hide another's.
        if (!proof)
            m_log.error("the stock of a shop could not be proved", proof.error());
        else if (*proof && !(*proof)->holds())
            m_log.error("stock does not equal its ledger", {{"tenant_id", shop.toString()},
                                                            {"items", (*proof)->items},
                                                            {"mismatches", qint64{(*proof)->mismatches.size()}}});
    }
    return {};
}

} // namespace pos::product
