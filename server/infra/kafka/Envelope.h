// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/outbox/Event.h"

#include <map>
#include <utility>
#include <vector>

namespace pos::kafka {

// An event as a Kafka message: CloudEvents 1.0 in binary mode, JSON in the body.
namespace envelope {

QByteArray keyOf(const outbox::Event &event); // tenant and aggregate
std::vector<std::pair<const char *, QByteArray>> headersOf(const outbox::Event &event);
QByteArray bodyOf(const outbox::Event &event);

using Headers = std::map<QByteArray, QByteArray>;
// What came from a topic is outside input: Invalid says which part cannot be read.
Result<outbox::Event> read(const QByteArray &topic, const Headers &headers, const QByteArray &body);

// Stands for a message that cannot be read, so that it can be laid aside and found: its id is made of its place.
outbox::Event unreadable(const QByteArray &topic, int partition, qint64 offset, Instant now);

} // namespace envelope

} // namespace pos::kafka
