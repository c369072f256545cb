// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/order/OrderService.h"

#include "server/order/Approval.h"
#include "server/order/OrderEvents.h"
#include "server/order/RefundPlan.h"

namespace pos::order {

namespace {

using contract::Permission;
using domain::OrderState;

// What each way of paying has brought in, given back. One row a method.
std::vector<contract::OrderPayment> reversalOf(const std::vector<contract::OrderPayment> &payments, const Clock &clock,
                                               Instant at)
{
    std::vector<contract::OrderPayment> back;
    for (const contract::OrderPayment &payment : payments) {
        const auto same =
            std::find_if(back.begin(), back.end(), [&](const auto &b) { return b.method == payment.method; });
        if (same != back.end()) {
            same->amount -= payment.amount;
            same->tendered = same->amount;
        } else {
            back.push_back(
                {Id::make(clock), payment.method, payment.status, -payment.amount, -payment.amount, Money(), at});
        }
    }
    return back;
}

} // namespace

Result<contract::Order> OrderService::read(const http::Call &call, const Id &order)
{
    const pg::Scope scope{pg::DbRole::App, call.principal().tenant, true};
    return m_database.transact(scope, [&](pg::Transaction &tx) -> Result<contract::Order> {
        POS_TRY(const OrderRecord stored, repository::load(tx, order));
        return stored.document();
    });
}

Result<Receipt> OrderService::receipt(const http::Call &call, const Id &order)
{
    const pg::Scope scope{pg::DbRole::App, call.principal().tenant, true};
    return m_database.transact(scope, [&](pg::Transaction &tx) -> Result<Receipt> {
        const size_t settings = ShopSettings::queue(tx);
        const size_t stored = repository::queueLoad(tx, order, Lock::None);
        POS_TRY(const std::vector<pg::Rows> rows, tx.commit());
        POS_TRY(const ShopSettings shop, ShopSettings::read(rows[settings]));
        POS_TRY(const OrderRecord record, repository::read(rows, stored));
        return Receipt::of(record.document(), shop);
    });
}

Result<OrderPage> OrderService::list(const http::Call &call, const OrderFilter &filter)
{
    const pg::Scope scope{pg::DbRole::App, call.principal().tenant, true};
    return m_database.transact(scope, [&](pg::Transaction &tx) -> Result<OrderPage> {
        OrderPage page;
        POS_TRY(page.orders, repository::list(tx, filter));
        page.hasMore = page.orders.size() > static_cast<size_t>(filter.limit);
        if (page.hasMore)
            page.orders.pop_back();
        return page;
    });
}

Result<OrderService::Opened> OrderService::open(pg::Transaction &tx, const http::Call &call, int status,
                                                const Id &order, const Id &resource)
{
    Opened opened;
    const runtime::IdempotencyClaim claim(tx, m_clock, call, status, resource);
    const size_t settings = ShopSettings::queue(tx);
    const size_t stored = repository::queueLoad(tx, order, Lock::ForChange);
    POS_TRY(const std::vector<pg::Rows> rows, tx.flush());
    POS_TRY(opened.earlier, claim.outcome(rows));
    POS_TRY(opened.settings, ShopSettings::read(rows[settings]));
    POS_TRY(opened.order, repository::read(rows, stored));
    return opened;
}

Result<Outcome> OrderService::replay(pg::Transaction &tx, const runtime::Replay &earlier)
{
    POS_TRY(const OrderRecord stored, repository::load(tx, earlier.resource));
    return Outcome{earlier.status, stored.document()};
}

Result<void> OrderService::commit(pg::Transaction &tx)
{
    const Result<std::vector<pg::Rows>> done = tx.commit();
    if (!done)
        return fail(inventory::StockLedger::explain(done.error()));
    return {};
}

Result<Outcome> OrderService::pay(const http::Call &call, const Id &order, const contract::PaymentsRequest &request)
{
    const Caller caller = Caller::of(call);
    POS_TRY(const std::vector<domain::Tender> tenders, tendersOf(request.payments));
    return m_database.forTenant(caller.tenant, [&](pg::Transaction &tx) -> Result<Outcome> {
        POS_TRY(Opened opened, open(tx, call, 201, order, order));
        if (opened.earlier)
            return replay(tx, *opened.earlier);
        OrderRecord &sale = opened.order;
        POS_CHECK(domain::checkMove(sale.kind(), sale.state(), OrderState::Paid));

        const Instant now = m_clock.now();
        POS_TRY(const domain::Settlement settlement,
                domain::settle(sale.head.total - sale.head.paid, tenders, opened.settings.cashRounding));
        const std::vector<contract::OrderPayment> payments = toRows(settlement.payments, m_clock, now);
        sale.head.rounding += settlement.rounding;
        sale.head.total += settlement.rounding;
        sale.head.paid += settlement.paid;
        sale.head.change += settlement.change;
        if (settlement.settled)
            sale.setState(OrderState::Paid);
        repository::queuePayments(tx, sale.head.id, payments, caller.actor.user);
        repository::queueChange(tx, sale);
        queueEvents(tx, m_clock, caller, settlement.settled ? "paid" : "payment_added", sale,
                    {QStringLiteral("payments")});
        POS_CHECK(commit(tx));
        sale.head.payments.insert(sale.head.payments.end(), payments.begin(), payments.end());
        return Outcome{201, sale.document()};
    });
}

Result<Outcome> OrderService::cancel(const http::Call &call, const Id &order, const contract::VoidRequest &request)
{
    const Caller caller = Caller::of(call);
    return m_database.forTenant(caller.tenant, [&](pg::Transaction &tx) -> Result<Outcome> {
        POS_TRY(Opened opened, open(tx, call, 200, order, order));
        if (opened.earlier)
            return replay(tx, *opened.earlier);
        OrderRecord &sale = opened.order;
        POS_CHECK(domain::checkMove(sale.kind(), sale.state(), OrderState::Voided));
        const Instant now = m_clock.now();
        if (sale.state() == OrderState::Paid && sale.head.businessDate != opened.settings.businessDate(now))
            return fail(Error::conflict(QStringLiteral("day_closed"),
                                        QStringLiteral("sold on an earlier day: refund it instead")));
        if (!caller.may(Permission::OrdersVoid)) {
            POS_TRY(sale.head.approvedBy, useApproval(tx, m_clock, caller, request.approval, "order.void", order));
        }

        inventory::StockMove move;
        move.kind = contract::MovementKind::Void;
        for (const LineRecord &line : sale.lines)
            move.changes.append({line.variant, line.quantity});
        move.occurredAt = now;
        move.actor = caller.actor.user;
        move.referenceType = "order";
        move.reference = order;
        move.referenceText = sale.head.number;
        move.reason = request.reason;

        const std::vector<contract::OrderPayment> back = reversalOf(sale.head.payments, m_clock, now);
        sale.setState(OrderState::Voided);
        sale.head.paid = Money();
        sale.head.voidedAt = now;
        sale.head.reason = request.reason;
        repository::queuePayments(tx, order, back, caller.actor.user);
        repository::queueChange(tx, sale, caller.actor.user);
        queueEvents(tx, m_clock, caller, "voided", sale, {QStringLiteral("status"), QStringLiteral("reason")});
        m_ledger.queue(tx, move);
        POS_CHECK(commit(tx));
        sale.head.payments.insert(sale.head.payments.end(), back.begin(), back.end());
        return Outcome{200, sale.document()};
    });
}

Result<Outcome> OrderService::refund(const http::Call &call, const Id &order, const contract::RefundRequest &request)
{
    const Caller caller = Caller::of(call);
    const Id id = Id::make(m_clock);
    return m_database.forTenant(caller.tenant, [&](pg::Transaction &tx) -> Result<Outcome> {
        POS_TRY(Opened opened, open(tx, call, 201, order, id));
        if (opened.earlier)
            return replay(tx, *opened.earlier);
        OrderRecord &sale = opened.order;
        POS_TRY(RefundPlan plan, planRefund(sale, request, opened.settings));
        Id approver;
        if (!caller.may(Permission::OrdersRefund)) {
            POS_TRY(approver, useApproval(tx, m_clock, caller, request.approval, "order.refund", order));
        }

        OrderRecord document = plan.document(sale, opened.settings, caller, id, m_clock, request.reason);
        document.head.approvedBy = approver;
        sale.setState(plan.sums.completes ? OrderState::Refunded : OrderState::PartiallyRefunded);

        repository::queueParts(tx, document);
        repository::queueChange(tx, sale);
        queueEvents(tx, m_clock, caller, "refunded", document);
        if (const inventory::StockMove back = plan.stock(document, caller); !back.changes.isEmpty())
            m_ledger.queue(tx, back);
        const size_t numberAt = repository::queueOrder(tx, document);
        const Result<std::vector<pg::Rows>> rows = tx.commit();
        if (!rows)
            return fail(inventory::StockLedger::explain(rows.error()));
        document.head.number = repository::numberOf((*rows)[numberAt]);
        return Outcome{201, document.document()};
    });
}

} // namespace pos::order
