// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/product/ChangeLog.h"

#include "server/runtime/Actors.h"

using namespace Qt::StringLiterals;

namespace pos::product {

namespace {

const QByteArray kSource = QByteArrayLiteral("product-service");
const QByteArray kTopic = QByteArrayLiteral("pos.stock.v1");

} // namespace

void ChangeLog::add(pg::Transaction &tx, const http::Call &call, const Change &change) const
{
    const Id tenant = call.principal().tenant;
    outbox::appendAudit(tx, m_clock, kSource, tenant, runtime::actorOf(call),
                        {change.action, change.entity, change.id, {}, {}, change.fields, change.details});
    QJsonObject data = change.details;
    data.insert(u"id"_s, change.id.toString());
    if (!change.fields.isEmpty())
        data.insert(u"fields"_s, QJsonArray::fromStringList(change.fields));
    outbox::append(tx, m_clock,
                   {{},
                    kTopic,
                    change.action,
                    kSource,
                    tenant,
                    change.entity + '/' + change.id.toString().toLatin1(),
                    {},
                    call.traceparent(),
                    data});
}

} // namespace pos::product
