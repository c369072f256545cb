// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/order/RefundPlan.h"

#include "core/domain/OrderNumber.h"

#include <algorithm>

namespace pos::order {

namespace {

Error lineError(size_t index, const char *field, const char *code, const QString &message)
{
    return Error::invalid(QStringLiteral("lines[%1].%2").arg(index).arg(QLatin1StringView(field)),
                          QString::fromLatin1(code), message);
}

Result<size_t> lineOf(const OrderRecord &sale, const contract::RefundLineRequest &wanted, size_t index)
{
    std::optional<size_t> found;
    for (size_t i = 0; i < sale.lines.size(); ++i) {
        const bool here =
            wanted.position ? sale.lines[i].position == *wanted.position : sale.lines[i].variant == *wanted.variant;
        if (!here)
            continue;
        if (found)
            return fail(lineError(index, "variant_id", "ambiguous",
                                  QStringLiteral("is on several lines: name one by position")));
        found = i;
    }
    if (!found)
        return fail(lineError(index, wanted.position ? "position" : "variant_id", "unknown",
                              QStringLiteral("is not on this sale")));
    return *found;
}

Result<void> choose(RefundPlan &plan, const OrderRecord &sale, const contract::RefundRequest &request)
{
    plan.quantities.assign(sale.lines.size(), Quantity());
    plan.restock.assign(sale.lines.size(), request.restock);
    for (size_t i = 0; i < request.lines.size(); ++i) {
        const contract::RefundLineRequest &wanted = request.lines[i];
        POS_TRY(const size_t at, lineOf(sale, wanted, i));
        const Quantity left = sale.lines[at].quantity - sale.lines[at].refundedQuantity;
        if (!plan.quantities[at].isZero())
            return fail(lineError(i, "position", "duplicate", QStringLiteral("is named twice")));
        plan.quantities[at] = wanted.quantity.value_or(left);
        plan.restock[at] = wanted.restock;
        if (plan.quantities[at] > left)
            return fail(lineError(i, "quantity", "too_large", QStringLiteral("more than is left of this line")));
    }
    if (request.lines.empty()) {
        for (size_t i = 0; i < sale.lines.size(); ++i)
            plan.quantities[i] = sale.lines[i].quantity - sale.lines[i].refundedQuantity;
    }
    return {};
}

// What earlier refunds gave back of the sale's total, their rounding included.
domain::RefundableOrder refundableOf(const OrderRecord &sale, Money refunded)
{
    domain::RefundableOrder order;
    order.total = sale.head.total;
    order.refunded = refunded;
    for (const LineRecord &line : sale.lines)
        order.lines.push_back({line.quantity, line.sums, line.rule.inclusive, line.refundedQuantity, line.refunded});
    return order;
}

} // namespace

Result<RefundPlan> planRefund(const OrderRecord &sale, const contract::RefundRequest &request,
                              const ShopSettings &settings)
{
    RefundPlan plan;
    const auto state = sale.state();
    const bool nothingLeft = sale.kind() == domain::OrderKind::Sale && state == domain::OrderState::Refunded;
    if (nothingLeft)
        return fail(Error::conflict(QStringLiteral("nothing_left"), QStringLiteral("nothing is left to refund")));
    POS_CHECK(domain::checkMove(sale.kind(), state, domain::OrderState::Refunded));
    POS_CHECK(choose(plan, sale, request));
    plan.method = request.method.value_or(sale.head.payments.empty() ? QStringLiteral("cash")
                                                                     : sale.head.payments.front().method);
    const auto rounding = plan.method == u"cash" ? settings.cashRounding : domain::CashRounding();
    POS_TRY(plan.sums, domain::refund(refundableOf(sale, sale.refundedTotal), plan.quantities, rounding));
    return plan;
}

OrderRecord RefundPlan::document(const OrderRecord &sale, const ShopSettings &settings, const Caller &caller,
                                 const Id &id, const Clock &clock, const QString &reason) const
{
    OrderRecord document;
    contract::Order &head = document.head;
    const Instant now = clock.now();
    head.id = id;
    head.kind = QString::fromLatin1(domain::toWord(domain::OrderKind::Refund));
    head.status = QString::fromLatin1(domain::toWord(domain::OrderState::Paid));
    head.terminal = caller.terminal;
    head.businessDate = settings.businessDate(now);
    head.createdAt = now;
    head.currency = sale.head.currency;
    head.subtotal = -sums.subtotal;
    head.discountTotal = -sums.discountTotal;
    head.taxTotal = -sums.taxTotal;
    head.rounding = -sums.rounding;
    head.total = -sums.total;
    head.paid = -sums.total;
    head.customer = sale.head.customer;
    head.reason = reason;
    head.refundOf = sale.head.id;
    head.createdBy = caller.actor.user;
    if (!sums.total.isZero())
        head.payments.push_back(
            {Id::make(clock), method, QStringLiteral("settled"), -sums.total, -sums.total, Money(), now});
    document.numberPrefix =
        domain::numberPrefix(settings.code, caller.terminal, head.businessDate, domain::OrderKind::Refund);

    for (size_t i = 0; i < sale.lines.size(); ++i) {
        if (quantities[i].isZero())
            continue;
        LineRecord line = sale.lines[i];
        line.refundOf = sale.head.id;
        line.refundOfPosition = line.position;
        line.position = static_cast<int>(document.lines.size()) + 1;
        line.quantity = quantities[i];
        line.sums = sums.lines[i];
        line.restocked = restock[i];
        line.refundedQuantity = Quantity();
        line.refunded = {};
        domain::addTax(document.taxes, line.rule, line.sums);
        document.lines.push_back(line);
    }
    return document;
}

inventory::StockMove RefundPlan::stock(const OrderRecord &document, const Caller &caller) const
{
    inventory::StockMove move;
    move.kind = contract::MovementKind::Refund;
    for (const LineRecord &line : document.lines) {
        if (line.restocked.value_or(false))
            move.changes.append({line.variant, line.quantity});
    }
    move.occurredAt = document.head.createdAt;
    move.actor = caller.actor.user;
    move.referenceType = "order";
    move.reference = document.head.id;
    move.reason = document.head.reason.value_or(QString());
    return move;
}

} // namespace pos::order
