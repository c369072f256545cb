// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/kafka/Producer.h"

#include "server/infra/kafka/Envelope.h"

namespace pos::kafka {

namespace {

using Steady = std::chrono::steady_clock;

constexpr Duration kSlice = std::chrono::milliseconds(50);
constexpr Duration kLastReports = std::chrono::seconds(1);

// One request at a time to a broker: with more, of two batches of a new producer the second can be taken although
// the first was refused.
const Properties kProperties{{"enable.idempotence", "true"},
                             {"acks", "all"},
                             {"max.in.flight.requests.per.connection", "1"},
                             {"message.timeout.ms", "0"}, // finish() has the deadline
                             {"message.max.bytes", QByteArray::number(kLargestMessage)},
                             {"partitioner", "murmur2_random"}, // as Java's clients: a key has one place for all
                             {"compression.type", "lz4"},
                             {"linger.ms", "5"},
                             {"queue.buffering.max.kbytes", "65536"}};

Error errorOf(rd_kafka_resp_err_t error)
{
    switch (error) {
    case RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE:
    case RD_KAFKA_RESP_ERR_RECORD_LIST_TOO_LARGE:
    case RD_KAFKA_RESP_ERR_INVALID_MSG_SIZE:
    case RD_KAFKA_RESP_ERR_INVALID_RECORD:
        return Error{ErrorCode::TooLarge, QStringLiteral("event_too_large"),
                     QStringLiteral("Kafka does not take an event of this size: ") + wordsOf(error)};
    default:
        return Error::unavailable(QStringLiteral("kafka_down"),
                                  QStringLiteral("Kafka did not take an event: ") + wordsOf(error));
    }
}

} // namespace

Producer::Producer(std::shared_ptr<const Options> options, BrokerWatch &watch, logging::Logger &log)
    : m_options(std::move(options)), m_watch(watch),
      m_listener{.log = &log,
                 .trouble = [this](const QString &reason) { m_watch.noteTrouble(reason); },
                 .report = [this](const rd_kafka_message_t &message) { noteReport(message); }}
{
}

Result<void> Producer::open()
{
    if (m_handle)
        return {};
    POS_TRY(m_handle, openHandle(RD_KAFKA_PRODUCER, *m_options, kProperties, m_listener));
    return {};
}

void Producer::noteReport(const rd_kafka_message_t &message)
{
    if (message.err != RD_KAFKA_RESP_ERR_NO_ERROR && !m_failure)
        m_failure = errorOf(message.err);
}

Result<void> Producer::add(const outbox::Event &event)
{
    Result<void> added = m_watch.check();
    if (added)
        added = open();
    if (added)
        added = enqueue(event);
    if (!added)
        giveUp(); // those before it in its batch will be asked for again
    return added;
}

Result<void> Producer::enqueue(const outbox::Event &event)
{
    const QByteArray key = envelope::keyOf(event);
    const QByteArray body = envelope::bodyOf(event);
    const auto until = Steady::now() + m_options->deliverWithin;
    for (;;) {
        rd_kafka_headers_t *headers = rd_kafka_headers_new(10);
        for (const auto &[name, value] : envelope::headersOf(event))
            rd_kafka_header_add(headers, name, -1, value.constData(), value.size());
        const auto error = rd_kafka_producev(
            m_handle.get(), RD_KAFKA_V_TOPIC(event.topic.constData()), RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
            RD_KAFKA_V_KEY(key.constData(), static_cast<size_t>(key.size())),
            RD_KAFKA_V_VALUE(const_cast<char *>(body.constData()), static_cast<size_t>(body.size())),
            RD_KAFKA_V_HEADERS(headers), RD_KAFKA_V_END);
        if (error == RD_KAFKA_RESP_ERR_NO_ERROR)
            return {};
        rd_kafka_headers_destroy(headers);
        if (error != RD_KAFKA_RESP_ERR__QUEUE_FULL || m_stopping || !m_watch.isUp() || Steady::now() >= until)
            return fail(errorOf(error));
        rd_kafka_poll(m_handle.get(), static_cast<int>(kSlice.count()));
    }
}

Result<void> Producer::finish()
{
    if (!m_handle)
        return {};
    const bool allReported = waitForReports();
    const std::optional<Error> failure = m_failure;
    if (allReported && !failure)
        return {};
    giveUp();
    if (failure)
        return fail(*failure);
    POS_CHECK(m_watch.check());
    return fail(Error::unavailable(
        QStringLiteral("kafka_slow"),
        QStringLiteral("Kafka did not acknowledge events within %1 s").arg(m_options->deliverWithin.count() / 1000)));
}

// Until all are reported, one has failed, or there is no use in waiting.
bool Producer::waitForReports()
{
    const auto until = Steady::now() + m_options->deliverWithin;
    while (rd_kafka_flush(m_handle.get(), static_cast<int>(kSlice.count())) != RD_KAFKA_RESP_ERR_NO_ERROR) {
        if (m_failure || m_stopping || !m_watch.isUp() || Steady::now() >= until)
            return false;
    }
    return true;
}

// Another producer goes on: of this one nothing more is sent, also not what it still holds.
void Producer::giveUp()
{
    if (!m_handle)
        return;
    rd_kafka_purge(m_handle.get(), RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
    rd_kafka_flush(m_handle.get(), static_cast<int>(kLastReports.count()));
    m_handle.reset();
    m_failure.reset();
}

} // namespace pos::kafka
