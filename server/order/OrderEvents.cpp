// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/order/OrderEvents.h"

namespace pos::order {

namespace {

constexpr auto kSource = "order-service";
constexpr auto kTopic = "pos.order.v1";

QJsonObject dataOf(const OrderRecord &order)
{
    const contract::Order &head = order.head;
    QJsonObject data{
        {QStringLiteral("order_id"), head.id.toString()},
        {QStringLiteral("kind"), head.kind},
        {QStringLiteral("status"), head.status},
        {QStringLiteral("business_date"), head.businessDate.toString(Qt::ISODate)},
        {QStringLiteral("currency"), head.currency},
        {QStringLiteral("total"), contract::toJson(head.total)},
        {QStringLiteral("paid"), contract::toJson(head.paid)},
        {QStringLiteral("lines"), static_cast<qint64>(order.lines.size())},
        {QStringLiteral("terminal"), head.terminal},
    };
    // A new order gets its number last of all, behind this event.
    if (!head.number.isEmpty())
        data.insert(QStringLiteral("number"), head.number);
    if (!head.refundOf.isNull())
        data.insert(QStringLiteral("refund_of"), head.refundOf.toString());
    if (!head.approvedBy.isNull())
        data.insert(QStringLiteral("approved_by"), head.approvedBy.toString());
    return data;
}

} // namespace

void queueEvents(pg::Transaction &tx, const Clock &clock, const Caller &caller, const char *what,
                 const OrderRecord &order, const QStringList &changedFields)
{
    const QByteArray type = QByteArrayLiteral("order.") + what;
    const QJsonObject data = dataOf(order);

    outbox::Event event;
    event.topic = kTopic;
    event.type = type;
    event.source = kSource;
    event.tenant = caller.tenant;
    event.subject = "orders/" + order.head.id.toString().toLatin1();
    event.traceparent = caller.traceparent;
    event.data = data;
    outbox::append(tx, clock, std::move(event));

    outbox::AuditEntry entry;
    entry.action = type;
    entry.entity = "order";
    entry.entityId = order.head.id;
    entry.fields = changedFields;
    entry.details = data;
    outbox::appendAudit(tx, clock, kSource, caller.tenant, caller.actor, entry);
}

} // namespace pos::order
