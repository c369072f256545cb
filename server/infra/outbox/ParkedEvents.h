// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/outbox/Event.h"
#include "server/infra/postgres/Transaction.h"

#include <optional>

namespace pos::outbox {

// An event that a consumer could not take.
struct ParkedEvent {
    QByteArray consumer;
    Event event;
    QString error;
    int tries = 0;
    Instant parkedAt;
    bool again = false; // asked for, and not yet tried
};

// What lies aside, seen and sent on its way again; in a transaction of the system role.
namespace parked {

Result<QList<ParkedEvent>> list(pg::Transaction &tx, int limit);
Result<qint64> count(pg::Transaction &tx);
// Asks for one event (of any consumer) or for all of them to be tried again; returns how many that concerns.
Result<qint64> tryAgain(pg::Transaction &tx, const std::optional<Id> &event, Instant now);

// Queued: lays an event aside. `seq` is where it stood, for the order of those that are tried again.
void add(pg::Transaction &tx, const QByteArray &consumer, const Event &event, qint64 seq, int tries,
         const QString &error, Instant now);

// For the dispatcher: takes the oldest that is to be tried again, for this transaction.
Result<std::optional<ParkedEvent>> take(pg::Transaction &tx, const QByteArray &consumer, Instant now);
void remove(pg::Transaction &tx, const ParkedEvent &event);                           // queued
void failAgain(pg::Transaction &tx, const ParkedEvent &event, const QString &error); // queued
// The try itself was not the event's fault: later once more. Queued.
void postpone(pg::Transaction &tx, const ParkedEvent &event, Instant retryAt);

} // namespace parked

} // namespace pos::outbox
