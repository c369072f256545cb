// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"

#include <QByteArray>
#include <QJsonObject>

namespace pos::outbox {

// A CloudEvent on its way from the transaction that made it to its consumers. `data` never holds
// personal values: ids, names of fields, counts.
struct Event {
    Id id;              // made by append() when null
    QByteArray topic;   // "pos.order.v1"
    QByteArray type;    // "order.created"
    QByteArray source;  // "order-service"
    Id tenant;
    QByteArray subject; // the aggregate: "orders/<id>"; tenant and subject are the key that keeps order
    Instant time = {};
    QByteArray traceparent = {};
    QJsonObject data = {};
    QByteArray text = {}; // instead of data, for who only hands it on: the same as JSON
};

} // namespace pos::outbox
