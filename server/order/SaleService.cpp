// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/order/SaleService.h"

#include "core/domain/OrderNumber.h"
#include "server/order/Approval.h"
#include "server/order/OrderEvents.h"

namespace pos::order {

namespace {

Error priceChanged(const PricedSale &sale)
{
    Error error =
        Error::conflict(QStringLiteral("price_changed"), QStringLiteral("prices have changed since they were shown"));
    error.state = sale.toJson();
    return error;
}

OrderRecord recordOf(const PricedSale &sale, const Caller &caller, const Id &id, const contract::OrderRequest &request,
                     Instant now)
{
    OrderRecord order;
    order.lines = sale.lines;
    order.taxes = sale.sums.taxes;
    order.numberPrefix =
        domain::numberPrefix(sale.settings.code, caller.terminal, sale.businessDate, domain::OrderKind::Sale);
    contract::Order &head = order.head;
    head.id = id;
    head.kind = QString::fromLatin1(domain::toWord(domain::OrderKind::Sale));
    head.terminal = caller.terminal;
    head.businessDate = sale.businessDate;
    head.createdAt = now;
    head.currency = sale.settings.currency;
    head.subtotal = sale.sums.subtotal;
    head.discountTotal = sale.sums.discountTotal;
    head.taxTotal = sale.sums.taxTotal;
    head.total = sale.sums.total;
    head.customer = request.customer.value_or(Id());
    head.note = request.note;
    head.createdBy = caller.actor.user;
    return order;
}

inventory::StockMove stockOf(const OrderRecord &order, const Caller &caller)
{
    inventory::StockMove move;
    move.kind = contract::MovementKind::Sale;
    for (const LineRecord &line : order.lines)
        move.changes.append({line.variant, -line.quantity});
    move.occurredAt = order.head.createdAt;
    move.actor = caller.actor.user;
    move.referenceType = "order";
    move.reference = order.head.id;
    return move;
}

} // namespace

Result<std::vector<domain::Tender>> tendersOf(const std::vector<contract::TenderRequest> &payments)
{
    std::vector<domain::Tender> tenders;
    for (const contract::TenderRequest &payment : payments) {
        POS_TRY(const domain::PaymentMethod method, domain::paymentMethodFromWord(payment.method.toLatin1()));
        tenders.push_back({method, payment.amount, payment.tendered});
    }
    return tenders;
}

Result<QJsonObject> SaleService::price(const http::Call &call, const contract::OrderRequest &request)
{
    const pg::Scope scope{pg::DbRole::App, call.principal().tenant, true};
    return m_database.transact(scope, [&](pg::Transaction &tx) -> Result<QJsonObject> {
        const SaleReads reads(tx, request.lines);
        POS_TRY(const std::vector<pg::Rows> rows, tx.commit());
        POS_TRY(const PricedSale sale, priceSale(reads, rows, request.lines, m_clock.now()));
        return sale.toJson();
    });
}

Result<Outcome> SaleService::create(const http::Call &call, const contract::OrderRequest &request)
{
    const Caller caller = Caller::of(call);
    const Id id = Id::make(m_clock);
    return m_database.forTenant(caller.tenant, [&](pg::Transaction &tx) -> Result<Outcome> {
        const runtime::IdempotencyClaim claim(tx, m_clock, call, 201, id);
        const SaleReads reads(tx, request.lines);
        POS_TRY(const std::vector<pg::Rows> rows, tx.flush());
        POS_TRY(const std::optional<runtime::Replay> earlier, claim.outcome(rows));
        if (earlier) {
            POS_TRY(const OrderRecord stored, repository::load(tx, earlier->resource));
            return Outcome{earlier->status, stored.document()};
        }
        POS_TRY(Queued queued, queueSale(tx, caller, id, request, reads, rows));
        POS_TRY(contract::Order order, commit(tx, std::move(queued)));
        return Outcome{201, std::move(order)};
    });
}

Result<SaleService::Queued> SaleService::queueSale(pg::Transaction &tx, const Caller &caller, const Id &id,
                                                   const contract::OrderRequest &request, const SaleReads &reads,
                                                   const std::vector<pg::Rows> &rows, const Id &cart)
{
    const Instant now = m_clock.now();
    POS_TRY(const PricedSale sale, priceSale(reads, rows, request.lines, now));
    POS_TRY(const std::vector<domain::Tender> tenders, tendersOf(request.payments));
    const Result<domain::Settlement> settlement = domain::settle(sale.sums.total, tenders, sale.settings.cashRounding);
    const Money payable = settlement ? sale.sums.total + settlement->rounding : sale.sums.total;
    const bool totalKnown = !request.total || *request.total == sale.sums.total || *request.total == payable
                            || *request.total == sale.cashTotal();
    if (!sale.asExpected || !totalKnown)
        return fail(priceChanged(sale));
    if (!settlement)
        return fail(settlement.error());

    OrderRecord order = recordOf(sale, caller, id, request, now);
    POS_CHECK(checkDiscounts(tx, caller, request, sale, cart, order));
    order.head.rounding = settlement->rounding;
    order.head.total = payable;
    order.head.paid = settlement->paid;
    order.head.change = settlement->change;
    order.head.payments = toRows(settlement->payments, m_clock, now);
    order.setState(settlement->settled ? domain::OrderState::Paid : domain::OrderState::AwaitingPayment);

    repository::queueParts(tx, order);
    queueEvents(tx, m_clock, caller, "created", order);
    const size_t stockAt = m_ledger.queue(tx, stockOf(order, caller));
    const size_t numberAt = repository::queueOrder(tx, order);
    return Queued{std::move(order), stockAt, numberAt};
}

Result<contract::Order> SaleService::commit(pg::Transaction &tx, Queued queued)
{
    const Result<std::vector<pg::Rows>> rows = tx.commit();
    if (!rows)
        return fail(inventory::StockLedger::explain(rows.error()));
    contract::Order order = queued.order.document();
    order.number = repository::numberOf((*rows)[queued.numberAt]);
    for (const inventory::StockOutcome &outcome : inventory::StockLedger::outcomes((*rows)[queued.stockAt])) {
        if (outcome.isShort)
            order.stockWarnings.append(outcome.variant.toString());
    }
    return order;
}

Result<void> SaleService::checkDiscounts(pg::Transaction &tx, const Caller &caller,
                                         const contract::OrderRequest &request, const PricedSale &sale, const Id &cart,
                                         OrderRecord &order)
{
    if (sale.sums.discountTotal.isZero())
        return {};
    order.head.reason = request.discountReason;
    const domain::DiscountLimit limit = sale.settings.discountLimit(caller.role);
    const bool allowed = std::all_of(sale.lines.begin(), sale.lines.end(), [&limit](const LineRecord &line) {
        return limit.allows(line.sums.amount, line.sums.discount);
    });
    if (allowed)
        return {};
    if (request.discountReason.value_or(QString()).trimmed().isEmpty()) {
        return fail(Error::invalid(QStringLiteral("discount_reason"), QStringLiteral("required"),
                                   QStringLiteral("a discount beyond the limit needs a reason")));
    }
    POS_TRY(order.head.approvedBy, useApproval(tx, m_clock, caller, request.approval, "order.discount", cart));
    return {};
}

} // namespace pos::order
