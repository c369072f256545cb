// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/order/OrderRecord.h"

namespace pos::order {

namespace {

contract::OrderLine documentOf(const LineRecord &line, bool isRefund)
{
    const auto sign = [isRefund](auto value) { return isRefund ? -value : value; };
    return {line.position,
            line.variant,
            line.sku,
            line.name,
            line.unit,
            sign(line.quantity),
            line.unitPrice,
            sign(line.sums.discount),
            sign(line.sums.tax),
            sign(line.sums.total),
            line.rule.inclusive,
            line.refundedQuantity,
            line.refundOfPosition,
            line.restocked};
}

} // namespace

domain::OrderKind OrderRecord::kind() const
{
    return head.kind == u"refund" ? domain::OrderKind::Refund : domain::OrderKind::Sale;
}

domain::OrderState OrderRecord::state() const
{
    return domain::orderStateFromWord(head.status.toLatin1()).value_or(domain::OrderState::Voided);
}

void OrderRecord::setState(domain::OrderState state)
{
    head.status = QString::fromLatin1(domain::toWord(state));
}

contract::Order OrderRecord::document() const
{
    const bool isRefund = kind() == domain::OrderKind::Refund;
    contract::Order document = head;
    for (const LineRecord &line : lines)
        document.lines.push_back(documentOf(line, isRefund));
    for (const domain::TaxSum &sum : taxes)
        document.taxes.push_back({sum.rule.name, sum.rule.ratePpm, sum.rule.inclusive, isRefund ? -sum.net : sum.net,
                                  isRefund ? -sum.tax : sum.tax});
    return document;
}

std::vector<contract::OrderPayment> toRows(const std::vector<domain::Payment> &payments, const Clock &clock, Instant at)
{
    std::vector<contract::OrderPayment> rows;
    for (const domain::Payment &payment : payments) {
        rows.push_back({Id::make(clock), QString::fromLatin1(domain::toWord(payment.method)), QStringLiteral("settled"),
                        payment.net, payment.tendered, payment.change, at});
    }
    return rows;
}

} // namespace pos::order
