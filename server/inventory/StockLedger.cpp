// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/inventory/StockLedger.h"

#include <QRegularExpression>

#include <map>

namespace pos::inventory {

namespace {

const pg::Statement kMove{"inventory_move", "SELECT variant_id, on_hand, average_cost, is_short, is_low "
                                            "FROM shop.move_stock($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"};

constexpr qint64 kCostUnknown = -1; // a list of numbers holds no NULL

// Text parameters may be NULL: an empty reason is no reason.
std::optional<QString> orNull(const QString &text)
{
    return text.isEmpty() ? std::nullopt : std::optional(text);
}

struct Sum {
    Quantity quantity;
    Money cost;
    bool isCostKnown = true;
};

pg::Params paramsOf(const Clock &clock, const StockMove &move)
{
    std::map<Id, Sum> sums; // ascending: the order in which rows are locked
    for (const StockChange &change : move.changes) {
        Sum &sum = sums[change.variant];
        sum.quantity += change.quantity;
        if (change.cost)
            sum.cost += *change.cost;
        else
            sum.isCostKnown = false;
    }
    QList<Id> variants;
    QList<qint64> quantities;
    QList<qint64> costs;
    QList<Id> movements;
    for (const auto &[variant, sum] : sums) {
        variants.append(variant);
        quantities.append(sum.quantity.thousandths());
        costs.append(sum.isCostKnown ? sum.cost.minor() : kCostUnknown);
        movements.append(Id::make(clock));
    }
    return pg::Params(QString::fromLatin1(contract::toWord(move.kind)), variants, quantities, costs, movements,
                      move.enforce, move.occurredAt, move.actor, orNull(QString::fromLatin1(move.referenceType)),
                      move.reference, orNull(move.referenceText), orNull(move.reason));
}

} // namespace

size_t StockLedger::queue(pg::Transaction &tx, const StockMove &move) const
{
    return tx.queue(kMove, paramsOf(m_clock, move));
}

QList<StockOutcome> StockLedger::outcomes(const pg::Rows &rows)
{
    QList<StockOutcome> outcomes;
    outcomes.reserve(rows.size());
    for (const pg::Row row : rows)
        outcomes.append({row.id("variant_id"), row.quantity("on_hand"), row.money("average_cost"),
                         row.boolean("is_short"), row.boolean("is_low")});
    return outcomes;
}

Result<QList<StockOutcome>> StockLedger::move(pg::Transaction &tx, const StockMove &move) const
{
    const Result<pg::Rows> rows = tx.run(kMove, paramsOf(m_clock, move));
    if (!rows)
        return fail(explain(rows.error()));
    return outcomes(*rows);
}

Error StockLedger::explain(Error error)
{
    const bool isUnknown = error.reason == QLatin1StringView("variant_unknown");
    if (!isUnknown && error.reason != QLatin1StringView("stock_not_enough"))
        return error;
    static const QRegularExpression id(QStringLiteral("variant ([0-9a-f-]{36})"));
    const QString variant = id.match(error.detail).captured(1);
    if (isUnknown)
        return {ErrorCode::Invalid, error.reason, QStringLiteral("This shop has no variant %1").arg(variant)};
    error.detail = QStringLiteral("Not enough in stock of variant %1").arg(variant);
    error.state = {{QStringLiteral("variant_id"), variant}};
    return error;
}

} // namespace pos::inventory
