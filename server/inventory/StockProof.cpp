// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/inventory/StockProof.h"

#include "core/contract/JsonReader.h"

using namespace Qt::StringLiterals;

namespace pos::inventory {

namespace {

constexpr pg::Statement kProve{"stock_prove", R"(
    WITH compared AS (
        SELECT s.variant_id, s.on_hand, s.value, coalesce(l.quantity, 0)::bigint AS ledger_on_hand,
               coalesce(l.value, 0)::bigint AS ledger_value
        FROM shop.stock_levels s LEFT JOIN (
            SELECT variant_id, sum(quantity) AS quantity, sum(value_change) AS value
            FROM shop.stock_movements GROUP BY variant_id) l ON l.variant_id = s.variant_id)
    SELECT (SELECT count(*) FROM compared) AS items, wrong.*
    FROM (SELECT) one LEFT JOIN (
        SELECT * FROM compared WHERE on_hand <> ledger_on_hand OR value <> ledger_value ORDER BY variant_id LIMIT $1) wrong ON true)",
                               std::chrono::seconds(60)};
constexpr pg::Statement kKeep{"stock_proof_keep",
                              "INSERT INTO shop.stock_proofs (tenant_id, id, checked_at, items, mismatches) "
                              "VALUES (current_setting('pos.tenant')::uuid, $1, $2, $3, $4)"};
constexpr pg::Statement kLast{
    "stock_proof_last", "SELECT checked_at, items, mismatches FROM shop.stock_proofs ORDER BY checked_at DESC LIMIT 1"};

QJsonArray listOf(const QList<StockMismatch> &mismatches)
{
    QJsonArray list;
    for (const StockMismatch &one : mismatches)
        list.append(QJsonObject{{u"variant_id"_s, one.variant.toString()},
                                {u"on_hand"_s, contract::toJson(one.onHand)},
                                {u"ledger_on_hand"_s, contract::toJson(one.ledgerOnHand)},
                                {u"value"_s, contract::toJson(one.value)},
                                {u"ledger_value"_s, contract::toJson(one.ledgerValue)}});
    return list;
}

} // namespace

Result<StockProof> prove(pg::Transaction &tx, Instant now)
{
    POS_TRY(const pg::Rows rows, tx.run(kProve, pg::Params(StockProof::kMaxMismatches)));
    StockProof proof{now, rows.first().i64("items"), {}};
    for (const pg::Row row : rows) {
        if (!row.isNull("variant_id")) // the one row of a proof that holds
            proof.mismatches.append({row.id("variant_id"), row.quantity("on_hand"), row.quantity("ledger_on_hand"),
                                     row.money("value"), row.money("ledger_value")});
    }
    return proof;
}

void keepProof(pg::Transaction &tx, const Id &id, const StockProof &proof)
{
    tx.queue(kKeep, pg::Params(id, proof.checkedAt, proof.items, listOf(proof.mismatches)));
}

Result<std::optional<StockProof>> lastKeptProof(pg::Transaction &tx)
{
    POS_TRY(const pg::Rows rows, tx.run(kLast));
    if (rows.isEmpty())
        return std::nullopt;
    const pg::Row row = rows.first();
    StockProof proof{row.instant("checked_at"), row.i64("items"), {}};
    const QJsonArray kept = row.jsonArray("mismatches");
    for (const QJsonValue &value : kept) {
        const QJsonObject one = value.toObject();
        const auto quantity = [&](QLatin1StringView name) {
            return contract::exactQuantity(one[name]).value_or(Quantity());
        };
        proof.mismatches.append({Id::parse(one[u"variant_id"].toString()).value_or(Id()), quantity("on_hand"_L1),
                                 quantity("ledger_on_hand"_L1), Money::ofMinor(one[u"value"].toInteger()),
                                 Money::ofMinor(one[u"ledger_value"].toInteger())});
    }
    return proof;
}

QJsonObject toJson(const StockProof &proof)
{
    return {{u"checked_at"_s, toRfc3339(proof.checkedAt)},
            {u"items"_s, proof.items},
            {u"holds"_s, proof.holds()},
            {u"mismatches"_s, listOf(proof.mismatches)}};
}

} // namespace pos::inventory
