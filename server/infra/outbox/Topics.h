// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

namespace pos::outbox {

// Every topic an event may have (api.md, Events). One that is not here would never leave for a broker.
inline QList<QByteArray> allTopics()
{
    return {"pos.order.v1", "pos.stock.v1", "pos.user.v1", "pos.consent.v1", "pos.notification.v1", "pos.audit.v1"};
}

} // namespace pos::outbox
