// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/outbox/OutboxDispatcher.h"

#include "server/infra/outbox/Outbox.h"
#include "server/infra/outbox/ParkedEvents.h"
#include "server/infra/outbox/ParkedRetry.h"
#include "server/infra/postgres/Connection.h"

namespace pos::outbox {

namespace {

using Steady = std::chrono::steady_clock;

constexpr Duration kAsleepPoll = std::chrono::seconds(1);
constexpr Duration kStopLatency = std::chrono::milliseconds(100);
// While it runs, appending sends no NOTIFY; it is renewed at half time, and polled a little beyond its end. It outlasts
// a round of all consumers and shards on a busy disk: an append that finds it over takes the lock of all NOTIFYs at its
// COMMIT, and those of all tills then wait for each other's disk writes.
constexpr Duration kLease = std::chrono::seconds(5);
constexpr Duration kLeaseMargin = std::chrono::milliseconds(200);
constexpr Duration kUpkeepEvery = std::chrono::seconds(2);
constexpr Duration kOutagePause = std::chrono::milliseconds(500);
constexpr Duration kLongestBackOff = std::chrono::seconds(30);

bool isReady(const Consumer &consumer)
{
    return !consumer.isReady || consumer.isReady();
}

} // namespace

struct OutboxDispatcher::Attempt {
    Cursor cursor;
    Batch batch;
};

struct OutboxDispatcher::Round {
    qint64 delivered = 0;
    bool hasMore = false;
};

OutboxDispatcher::OutboxDispatcher(pg::Database &database, const Clock &clock, logging::Logger &log, Options options)
    : m_database(database), m_clock(clock), m_log(log), m_options(std::move(options))
{
}

OutboxDispatcher::~OutboxDispatcher()
{
    stop();
}

void OutboxDispatcher::subscribe(Consumer consumer)
{
    m_consumers.push_back(std::move(consumer));
}

Result<void> OutboxDispatcher::registerConsumers()
{
    const bool isRelay = std::any_of(m_consumers.begin(), m_consumers.end(),
                                     [](const Consumer &consumer) { return consumer.name == reader::kRelay; });
    bool retired = false;
    POS_CHECK(m_database.asSystem([&](pg::Transaction &tx) -> Result<void> {
        if (!isRelay) {
            POS_TRY(retired, reader::retireRelay(tx));
        }
        for (const QByteArray &name : m_options.known)
            POS_CHECK(reader::addConsumer(tx, name));
        for (const Consumer &consumer : m_consumers)
            POS_CHECK(consumer.name == reader::kRelay ? reader::addRelay(tx) : reader::addConsumer(tx, consumer.name));
        return {};
    }));
    if (retired)
        m_log.warn("events are delivered in process from now on; what a broker has and no consumer took stays there");
    return {};
}

Result<void> OutboxDispatcher::start()
{
    POS_CHECK(registerConsumers());
    m_stopping = false;
    m_thread = std::thread([this] { run(); });
    return {};
}

void OutboxDispatcher::stop()
{
    m_stopping = true;
    if (m_thread.joinable())
        m_thread.join();
    m_listener.reset();
}

Result<qint64> OutboxDispatcher::deliverAll()
{
    qint64 delivered = 0;
    for (const Consumer &consumer : m_consumers) {
        if (!isReady(consumer))
            continue;
        QByteArray &clearBelow = m_clearBelow[consumer.name];
        if (clearBelow.isEmpty())
            clearBelow = "0";
        POS_TRY(const QList<int> shards, m_database.asSystem([&](pg::Transaction &tx) {
            return reader::look(tx, consumer.name, consumer.topics, m_clock.now(), clearBelow);
        }));
        POS_TRY(const qint64 count,
                consumer.finish ? deliverTogether(consumer, shards) : deliverShards(consumer, shards));
        delivered += count;
    }
    return delivered;
}

Result<qint64> OutboxDispatcher::deliverShards(const Consumer &consumer, const QList<int> &shards)
{
    qint64 delivered = 0;
    for (const int shard : shards) {
        POS_TRY(const qint64 count, deliverShard(consumer, shard));
        delivered += count;
    }
    return delivered;
}

// Who hands on many at once gets what waits in all shards as one: each hand-over costs as much as the events in it.
// What stops it shows shard by shard.
Result<qint64> OutboxDispatcher::deliverTogether(const Consumer &consumer, const QList<int> &shards)
{
    const bool isTroubled = std::any_of(shards.begin(), shards.end(), [&](int shard) {
        return m_oneByOne[{consumer.name, shard}] > 0;
    });
    if (isTroubled || shards.size() < 2)
        return deliverShards(consumer, shards);
    const int limit = std::max(1, m_options.batch / int(shards.size()));
    qint64 delivered = 0;
    while (!m_stopping && isReady(consumer)) {
        const Result<Round> round = deliverRound(consumer, shards, limit);
        if (!round) {
            POS_TRY(const qint64 count, deliverShards(consumer, shards));
            return delivered + count;
        }
        delivered += round->delivered;
        if (round->delivered > 0 && consumer.committed)
            consumer.committed();
        if (!round->hasMore)
            break;
    }
    return delivered;
}

Result<OutboxDispatcher::Round> OutboxDispatcher::deliverRound(const Consumer &consumer, const QList<int> &shards,
                                                               int limit)
{
    return m_database.asSystem([&](pg::Transaction &tx) -> Result<Round> {
        Round round;
        POS_TRY(const reader::Cursors cursors, reader::lock(tx, consumer.name, shards, m_clock.now()));
        POS_TRY(const std::vector<Batch> batches, reader::fetchTexts(tx, cursors, consumer.topics, limit));
        auto batch = batches.begin();
        for (const auto &[shard, cursor] : cursors) {
            for (const Delivery &delivery : batch->deliveries)
                POS_CHECK(consumer.handle(tx, delivery.event));
            reader::moveBeyond(tx, consumer.name, shard, cursor, *batch, limit);
            round.delivered += std::ssize(batch->deliveries);
            round.hasMore |= std::ssize(batch->deliveries) == limit;
            ++batch;
        }
        if (round.delivered > 0)
            POS_CHECK(consumer.finish());
        return round;
    });
}

Result<qint64> OutboxDispatcher::deliverShard(const Consumer &consumer, int shard)
{
    qint64 delivered = 0;
    while (!m_stopping && isReady(consumer)) {
        qint64 &oneByOne = m_oneByOne[{consumer.name, shard}];
        const int limit = oneByOne > 0 ? 1 : m_options.batch;
        Attempt attempt;
        const Result<qint64> count = deliverBatch(consumer, shard, limit, attempt);
        if (count) {
            delivered += *count;
            if (*count > 0 && consumer.committed)
                consumer.committed();
            oneByOne = std::max(qint64{0}, oneByOne - *count);
            if (*count < limit)
                break;
            continue;
        }
        if (attempt.batch.deliveries.empty())
            return fail(count.error()); // it never came to the events
        if (attempt.batch.deliveries.size() > 1) {
            // What stopped all of a batch that is handed on together is gone once the first one got through.
            const bool allAtOnce = consumer.finish && isOutage(count.error());
            oneByOne = allAtOnce ? 1 : std::ssize(attempt.batch.deliveries);
            continue;
        }
        POS_TRY(const qint64 parked, handleFailure(consumer, shard, attempt, count.error()));
        delivered += parked;
        if (parked == 0)
            break; // it waits, and its shard with it
        --oneByOne;
    }
    return delivered;
}

Result<qint64> OutboxDispatcher::deliverBatch(const Consumer &consumer, int shard, int limit, Attempt &attempt)
{
    return m_database.asSystem([&](pg::Transaction &tx) -> Result<qint64> {
        attempt = {};
        POS_TRY(const reader::Cursors cursors, reader::lock(tx, consumer.name, {shard}, m_clock.now()));
        if (cursors.empty())
            return 0;
        const Cursor &cursor = cursors.begin()->second;
        POS_TRY(Batch batch, reader::fetch(tx, cursor, shard, consumer.topics, limit));
        attempt = {cursor, std::move(batch)};
        for (const Delivery &delivery : attempt.batch.deliveries)
            POS_CHECK(consumer.handle(tx, delivery.event));
        if (consumer.finish && !attempt.batch.deliveries.empty())
            POS_CHECK(consumer.finish());
        reader::moveBeyond(tx, consumer.name, shard, cursor, attempt.batch, limit);
        return std::ssize(attempt.batch.deliveries);
    });
}

// Of one event alone. Returns 1 when it was parked.
Result<qint64> OutboxDispatcher::handleFailure(const Consumer &consumer, int shard, const Attempt &attempt,
                                               const Error &error)
{
    const Event &event = attempt.batch.deliveries.front().event;
    const bool outage = isOutage(error);
    const int tries = attempt.cursor.tries + (outage ? 0 : 1);
    const bool parks = tries >= kMaxTries;
    const Instant now = m_clock.now();
    const Duration backOff =
        outage ? m_options.outageBackOff : std::min(m_options.firstBackOff * (1 << (tries - 1)), kLongestBackOff);
    const QString text = codeWord(error.code) + QStringLiteral(": ") + error.detail;

    const Result<qint64> noted = m_database.asSystem([&](pg::Transaction &tx) -> Result<qint64> {
        // Between the two transactions another process may have had its turn, and better luck.
        POS_TRY(const reader::Cursors cursors, reader::lock(tx, consumer.name, {shard}, now));
        if (cursors.empty() || cursors.begin()->second.fromXid != attempt.cursor.fromXid
            || cursors.begin()->second.seq != attempt.cursor.seq)
            return 0;
        if (parks)
            reader::park(tx, consumer.name, shard, attempt.cursor, attempt.batch, text, now);
        else
            reader::postpone(tx, consumer.name, shard, tries, now + backOff, text);
        return parks ? 1 : 0;
    });
    const auto what = {logging::Field("consumer", consumer.name), logging::Field("event_id", event.id.toString()),
                       logging::Field("type", event.type), logging::Field("tries", tries),
                       logging::Field("error", text)};
    if (noted && *noted == 1)
        m_log.error("event parked", what);
    else
        m_log.warn("event failed", what);
    return noted;
}

Result<void> OutboxDispatcher::upkeep()
{
    POS_TRY(const bool empty, m_database.asSystem([](pg::Transaction &tx) { return reader::isEmpty(tx); }));
    if (!empty) {
        // A consumer for whom nothing came stands still, and nothing behind it could be removed.
        for (const Consumer &consumer : m_consumers) {
            for (int shard = 0; shard < kShards; ++shard)
                POS_CHECK(deliverShard(consumer, shard));
        }
        qint64 removed = reader::kCleanBatch;
        while (removed == reader::kCleanBatch && !m_stopping) {
            POS_TRY(removed, m_database.asSystem([](pg::Transaction &tx) { return reader::clean(tx); }));
        }
    }
    ParkedRetry parkedRetry(m_database, m_clock, m_log, m_options.outageBackOff);
    for (const Consumer &consumer : m_consumers) {
        if (isReady(consumer))
            POS_CHECK(parkedRetry.tryAll(consumer, m_stopping));
    }
    return m_database.asSystem([&](pg::Transaction &tx) -> Result<void> {
        qint64 pending = 0;
        for (const Consumer &consumer : m_consumers) {
            POS_TRY(const qint64 count, reader::countPending(tx, consumer.name, consumer.topics));
            pending += count;
        }
        POS_TRY(const qint64 parkedNow, parked::count(tx));
        m_pending = pending;
        m_parked = parkedNow;
        return {};
    });
}

void OutboxDispatcher::run()
{
    Steady::time_point leaseEnd = Steady::now() - kLease;
    Steady::time_point nextUpkeep = Steady::now();
    const auto cycle = [&]() -> Result<void> {
        POS_CHECK(listen());
        POS_TRY(const qint64 delivered, deliverAll());
        const auto now = Steady::now();
        if (delivered > 0 && leaseEnd - now < kLease / 2) {
            POS_CHECK(m_database.asSystem([](pg::Transaction &tx) { return reader::stayAwake(tx, kLease); }));
            leaseEnd = now + kLease;
        }
        if (now >= nextUpkeep) {
            POS_CHECK(upkeep());
            nextUpkeep = Steady::now() + kUpkeepEvery;
        }
        return {};
    };
    while (!m_stopping) {
        if (const Result<void> done = cycle(); !done) {
            noteOutage(done.error());
            m_listener.reset();
            waitForWork(kOutagePause);
            continue;
        }
        if (m_outage)
            m_log.info("events are delivered again");
        m_outage = false;
        const bool awake = Steady::now() < leaseEnd + kLeaseMargin;
        if (waitForWork(awake ? m_options.awakePoll : kAsleepPoll) && !awake)
            nextUpkeep = Steady::now(); // the call may be for a parked event
    }
}

// True when there was a call.
bool OutboxDispatcher::waitForWork(Duration atMost)
{
    const auto end = Steady::now() + atMost;
    while (!m_stopping && Steady::now() < end) {
        const auto slice = std::min(kStopLatency, std::chrono::ceil<Duration>(end - Steady::now()));
        if (!m_listener) {
            std::this_thread::sleep_for(slice);
            continue;
        }
        const Result<bool> called = m_listener->waitForInput(slice);
        if (!called) {
            m_listener.reset();
            continue;
        }
        if (*called && !m_listener->takeNotifications().isEmpty())
            return true;
    }
    return false;
}

Result<void> OutboxDispatcher::listen()
{
    if (m_options.listenUrl.isEmpty() || (m_listener && m_listener->isAlive()))
        return {};
    POS_TRY(m_listener, pg::Connection::open(m_options.listenUrl, QByteArray()));
    POS_CHECK(m_listener->execute("LISTEN pos_outbox"));
    return {};
}

void OutboxDispatcher::noteOutage(const Error &error)
{
    if (!m_outage)
        m_log.error("events wait: they cannot be delivered now", error);
    m_outage = true;
}

} // namespace pos::outbox
