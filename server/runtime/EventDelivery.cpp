// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/EventDelivery.h"

#include "server/infra/kafka/KafkaBus.h"
#include "server/infra/kafka/KafkaRelay.h"

namespace pos::runtime {

struct EventDelivery::InProcess {
    outbox::OutboxDispatcher dispatcher;
};

struct EventDelivery::ThroughKafka {
    ThroughKafka(pg::Database &database, const Clock &clock, logging::Logger &log,
                 const std::shared_ptr<const kafka::Options> &options, const QByteArray &listenUrl)
        : watch(options, log),
          relay(database, clock, log, watch, options,
                {.listenUrl = listenUrl, .batch = kafka::KafkaRelay::kBatch, .awakePoll = kafka::KafkaRelay::kPoll}),
          bus(database, clock, log, watch, options)
    {
    }
    kafka::BrokerWatch watch;
    kafka::KafkaRelay relay;
    kafka::KafkaBus bus;
    bool isRelaying = false;
};

EventDelivery::EventDelivery(pg::Database &database, const Clock &clock, logging::Logger &log,
                             const config::Settings &settings, const QByteArray &listenUrl)
{
    if (settings.kafkaBrokers.isEmpty())
        m_inProcess.reset(new InProcess{
            outbox::OutboxDispatcher(database, clock, log,
                                     outbox::OutboxDispatcher::Options{
                                         .listenUrl = listenUrl, .known = {"audit-service", "notification-service"}})});
    else
        m_throughKafka = std::make_unique<ThroughKafka>(database, clock, log, kafka::optionsOf(settings), listenUrl);
}

EventDelivery::~EventDelivery()
{
    stop();
}

void EventDelivery::subscribe(outbox::Consumer consumer)
{
    if (m_inProcess)
        m_inProcess->dispatcher.subscribe(std::move(consumer));
    else
        m_throughKafka->bus.subscribe(std::move(consumer));
}

Result<void> EventDelivery::start()
{
    if (m_inProcess)
        return m_inProcess->dispatcher.start();
    // The relay has its place in the outbox before the consumers give up theirs: nothing is cleaned away between.
    if (!std::exchange(m_throughKafka->isRelaying, true)) {
        if (const Result<void> started = m_throughKafka->relay.start(); !started) {
            m_throughKafka->isRelaying = false;
            return started;
        }
    }
    POS_CHECK(m_throughKafka->bus.start());
    m_throughKafka->watch.start();
    return {};
}

void EventDelivery::stop()
{
    if (m_inProcess) {
        m_inProcess->dispatcher.stop();
        return;
    }
    m_throughKafka->bus.stop();
    m_throughKafka->relay.stop();
    m_throughKafka->watch.stop();
}

bool EventDelivery::isThroughKafka() const
{
    return m_throughKafka != nullptr;
}

Result<void> EventDelivery::check() const
{
    return m_throughKafka ? m_throughKafka->watch.check() : Result<void>();
}

qint64 EventDelivery::pending() const
{
    return m_inProcess ? m_inProcess->dispatcher.pending() : m_throughKafka->relay.pending();
}

qint64 EventDelivery::parked() const
{
    return m_inProcess ? m_inProcess->dispatcher.parked() : m_throughKafka->relay.parked();
}

} // namespace pos::runtime
