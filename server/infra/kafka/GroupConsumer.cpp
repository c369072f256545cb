// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/kafka/GroupConsumer.h"

#include "server/infra/kafka/Envelope.h"

namespace pos::kafka {

namespace {

constexpr Duration kIdle = std::chrono::milliseconds(100);
constexpr Duration kUpkeepEvery = std::chrono::seconds(2);
constexpr Duration kFirstBackOff = std::chrono::milliseconds(200); // doubled with each try
constexpr size_t kEnoughWaiting = 2 * GroupConsumer::kBatch;
constexpr std::chrono::hours kMarksBeyondRetention{48};

const Properties kProperties{
    {"enable.auto.commit", "false"},
    {"enable.auto.offset.store", "false"},
    {"auto.offset.reset", "earliest"},
    {"session.timeout.ms", "6000"},
    {"heartbeat.interval.ms", "1500"},
    {"allow.auto.create.topics", "false"},
                             // What is read ahead stays small: it is memory of a shop's server.
    {"queued.max.messages.kbytes", "4096"},
    {"max.partition.fetch.bytes", "524288"},
    {"fetch.max.bytes", QByteArray::number(kLargestMessage)},
    // The broker gathers a little: few messages at a time cost each of them a transaction's work.
    {"fetch.min.bytes", "65536"},
    {"fetch.wait.max.ms", "100"}};

using List = std::unique_ptr<rd_kafka_topic_partition_list_t, decltype(&rd_kafka_topic_partition_list_destroy)>;

List makeList()
{
    return {rd_kafka_topic_partition_list_new(1), &rd_kafka_topic_partition_list_destroy};
}

envelope::Headers headersOf(const rd_kafka_message_t &message)
{
    envelope::Headers headers;
    rd_kafka_headers_t *list = nullptr;
    if (rd_kafka_message_headers(&message, &list) != RD_KAFKA_RESP_ERR_NO_ERROR)
        return headers;
    const char *name = nullptr;
    const void *value = nullptr;
    size_t size = 0;
    for (size_t i = 0; rd_kafka_header_get_all(list, i, &name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR; ++i)
        headers.emplace(name, QByteArray(static_cast<const char *>(value), static_cast<qsizetype>(size)));
    return headers;
}

Message readMessage(const QByteArray &topic, const rd_kafka_message_t &message)
{
    const QByteArray body(static_cast<const char *>(message.payload), static_cast<qsizetype>(message.len));
    Result<outbox::Event> event = envelope::read(topic, headersOf(message), body);
    if (event)
        return {std::move(*event), message.offset};
    const Instant now(Duration(std::max<qint64>(0, rd_kafka_message_timestamp(&message, nullptr))));
    return {envelope::unreadable(topic, message.partition, message.offset, now), message.offset, event.error().detail};
}

} // namespace

GroupConsumer::GroupConsumer(outbox::Consumer consumer, const ConsumerWork::Parts &parts, BrokerWatch &watch,
                             std::shared_ptr<const Options> options)
    : m_work(std::move(consumer), parts,
             std::chrono::duration_cast<std::chrono::hours>(options->retention + kSegment) + kMarksBeyondRetention),
      m_log(parts.log), m_watch(watch), m_options(std::move(options)),
      m_listener{.log = &parts.log,
                 .trouble = [this](const QString &reason) { m_watch.noteTrouble(reason); },
                 .rebalance = [this](auto *handle, auto error, auto *list) { rebalance(handle, error, list); }}
{
}

GroupConsumer::~GroupConsumer()
{
    stop();
}

void GroupConsumer::start()
{
    m_stopping = false;
    m_thread = std::thread([this] { run(); });
}

void GroupConsumer::stop()
{
    m_stopping = true;
    if (m_thread.joinable())
        m_thread.join();
}

void GroupConsumer::run()
{
    while (!m_stopping) {
        if (!m_handle && !open()) {
            std::this_thread::sleep_for(kIdle);
        } else {
            poll();
            workTogether();
            for (auto &[partition, lane] : m_lanes) {
                if (!m_stopping && lane.oneByOne > 0)
                    workAlone(partition, lane);
            }
            pauseAndResume();
        }
        upkeep();
        if (m_broken)
            close();
    }
    close();
}

bool GroupConsumer::open()
{
    if (!m_watch.isUp())
        return false; // also: the topics are not there yet
    Properties properties = kProperties;
    properties["group.id"] = m_work.consumer().name;
    Result<Handle> handle = openHandle(RD_KAFKA_CONSUMER, *m_options, properties, m_listener);
    if (!handle) {
        m_watch.noteTrouble(handle.error().detail);
        return false;
    }
    rd_kafka_poll_set_consumer(handle->get());
    const List topics = makeList();
    for (const QByteArray &topic : m_work.consumer().topics)
        rd_kafka_topic_partition_list_add(topics.get(), topic.constData(), RD_KAFKA_PARTITION_UA);
    if (rd_kafka_subscribe(handle->get(), topics.get()) != RD_KAFKA_RESP_ERR_NO_ERROR)
        return false;
    m_handle = std::move(*handle);
    return true;
}

// Leaves the group, so that others take over at once; with brokers that do not answer, without a word.
void GroupConsumer::close()
{
    m_broken = false;
    if (!m_handle)
        return;
    if (m_watch.isUp())
        rd_kafka_consumer_close(m_handle.get());
    m_handle.reset();
    m_lanes.clear();
}

void GroupConsumer::poll()
{
    const auto now = Steady::now();
    const bool hasWork = std::any_of(m_lanes.begin(), m_lanes.end(), [&](const auto &entry) {
        return !entry.second.waiting.empty() && entry.second.notBefore <= now;
    });
    int wait = hasWork ? 0 : static_cast<int>(kIdle.count());
    for (qsizetype n = 0; n < kBatch; ++n, wait = 0) {
        const std::unique_ptr<rd_kafka_message_t, decltype(&rd_kafka_message_destroy)> message(
            rd_kafka_consumer_poll(m_handle.get(), wait), &rd_kafka_message_destroy);
        if (!message)
            break;
        take(*message);
    }
}

void GroupConsumer::take(const rd_kafka_message_t &message)
{
    if (message.err == RD_KAFKA_RESP_ERR__FATAL)
        m_broken = true;
    if (message.err != RD_KAFKA_RESP_ERR_NO_ERROR) {
        m_watch.noteTrouble(QString::fromUtf8(rd_kafka_message_errstr(&message)));
        return;
    }
    const QByteArray topic = rd_kafka_topic_name(message.rkt);
    // One that is not ours any more comes to its new owner, or again when it is ours again.
    if (const auto lane = m_lanes.find({topic, message.partition}); lane != m_lanes.end())
        lane->second.waiting.push_back(readMessage(topic, message));
}

void GroupConsumer::rebalance(rd_kafka_t *handle, rd_kafka_resp_err_t error,
                              rd_kafka_topic_partition_list_t *partitions)
{
    m_lanes.clear(); // what waited there was not committed: it comes again, to whoever has the partition
    const bool assigned = error == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS;
    for (int i = 0; assigned && i < partitions->cnt; ++i)
        m_lanes[{partitions->elems[i].topic, partitions->elems[i].partition}] = {};
    rd_kafka_assign(handle, assigned ? partitions : nullptr);
    m_log.info("kafka: partitions of a consumer",
               {{"consumer", m_work.consumer().name}, {"count", static_cast<qint64>(m_lanes.size())}});
}

// What waits in all lanes is one transaction: one each would cost more than the work itself. Each lane has its share.
void GroupConsumer::workTogether()
{
    const auto now = Steady::now();
    const auto isReady = [now](const Lane &lane) {
        return lane.oneByOne == 0 && !lane.waiting.empty() && lane.notBefore <= now;
    };
    const auto ready =
        std::count_if(m_lanes.begin(), m_lanes.end(), [&](const auto &lane) { return isReady(lane.second); });
    if (ready == 0)
        return;
    const auto share = std::max<qsizetype>(1, kBatch / ready);
    std::vector<Message> batch;
    std::map<Partition, qsizetype> counts;
    for (const auto &[partition, lane] : m_lanes) {
        if (!isReady(lane))
            continue;
        const auto count = std::min<qsizetype>(std::ssize(lane.waiting), share);
        batch.insert(batch.end(), lane.waiting.begin(), lane.waiting.begin() + count);
        counts[partition] = count;
    }
    if (m_work.handle(batch))
        return done(counts);
    for (const auto &[partition, count] : counts)
        m_lanes[partition].oneByOne = count;
}

void GroupConsumer::workAlone(const Partition &partition, Lane &lane)
{
    if (lane.waiting.empty() || lane.notBefore > Steady::now())
        return;
    if (const Result<void> handled = m_work.handle({&lane.waiting.front(), 1}); handled)
        done({{partition, 1}});
    else
        failed(partition, lane, handled.error());
}

void GroupConsumer::done(const std::map<Partition, qsizetype> &counts)
{
    if (m_outage)
        m_log.info("events are delivered again", {{"consumer", m_work.consumer().name}});
    m_outage = false;
    const List next = makeList();
    for (const auto &[partition, count] : counts) {
        Lane &lane = m_lanes[partition];
        rd_kafka_topic_partition_list_add(next.get(), partition.first.constData(), partition.second)->offset =
            lane.waiting[static_cast<size_t>(count - 1)].offset + 1;
        lane.waiting.erase(lane.waiting.begin(), lane.waiting.begin() + count);
        lane.oneByOne = std::max<qsizetype>(0, lane.oneByOne - count);
        lane.tries = 0;
    }
    rd_kafka_commit(m_handle.get(), next.get(), 1); // lost, it is made up for by the next one, or by the marks
    if (m_work.consumer().committed)
        m_work.consumer().committed();
}

// One event alone.
void GroupConsumer::failed(const Partition &partition, Lane &lane, const Error &error)
{
    if (outbox::isOutage(error)) {
        lane.notBefore = Steady::now() + ConsumerWork::kOutageBackOff;
        noteOutage(error);
        return;
    }
    ++lane.tries;
    lane.notBefore = Steady::now() + kFirstBackOff * (1 << (lane.tries - 1));
    const Message &message = lane.waiting.front();
    const bool parked = lane.tries >= outbox::kMaxTries && m_work.park(message, lane.tries, error).has_value();
    const auto what = {logging::Field("consumer", m_work.consumer().name),
                       logging::Field("event_id", message.event.id.toString()),
                       logging::Field("type", message.event.type), logging::Field("tries", lane.tries),
                       logging::Field("error", error.detail)};
    if (!parked) {
        lane.tries = std::min(lane.tries, outbox::kMaxTries - 1);
        m_log.warn("event failed", what);
        return;
    }
    m_log.error("event parked", what);
    lane.notBefore = {};
    done({{partition, 1}});
}

void GroupConsumer::noteOutage(const Error &error)
{
    if (!m_outage)
        m_log.error("events wait: they cannot be delivered now", error);
    m_outage = true;
}

void GroupConsumer::pauseAndResume()
{
    const auto now = Steady::now();
    const List pause = makeList();
    const List resume = makeList();
    for (auto &[partition, lane] : m_lanes) {
        const bool isFull = lane.waiting.size() >= kEnoughWaiting || lane.notBefore > now;
        if (isFull == lane.isPaused)
            continue;
        lane.isPaused = isFull;
        rd_kafka_topic_partition_list_add((isFull ? pause : resume).get(), partition.first.constData(),
                                          partition.second);
    }
    if (pause->cnt > 0)
        rd_kafka_pause_partitions(m_handle.get(), pause.get());
    if (resume->cnt > 0)
        rd_kafka_resume_partitions(m_handle.get(), resume.get());
}

void GroupConsumer::upkeep()
{
    if (Steady::now() < m_nextUpkeep)
        return;
    if (const Result<void> kept = m_work.upkeep(m_stopping); !kept)
        noteOutage(kept.error());
    m_nextUpkeep = Steady::now() + kUpkeepEvery;
}

} // namespace pos::kafka
