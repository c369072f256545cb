// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/redis/Client.h"

#include "server/infra/redis/Lane.h"
#include "server/infra/redis/Wire.h"

namespace pos::redis {

namespace {

using namespace std::chrono;

constexpr auto kWithoutLane = seconds(5); // after Redis took none
constexpr size_t kIdleLanes = 32;

// A refusal to a command of ours is a fault of ours, and never taken for an answer.
Result<std::vector<Reply>> withoutRefusals(Result<std::vector<Reply>> replies)
{
    if (replies) {
        for (const Reply &reply : *replies) {
            if (reply.isRefusal())
                return fail(Error::unavailable(QLatin1StringView(Client::kAway),
                                               QStringLiteral("redis: %1").arg(QString::fromUtf8(reply.text))));
        }
    }
    return replies;
}

// Handed over under a lock of our own, which ThreadSanitizer sees.
struct Waiting {
    std::mutex mutex;
    std::condition_variable done;
    std::optional<Result<std::vector<Reply>>> result;
};

} // namespace

Client::Client(Options options, Observer observer, StateObserver changed)
    : m_observer(observer), m_wire(std::make_shared<Wire>(std::move(options), std::move(observer), std::move(changed)))
{
    m_thread.setObjectName(QStringLiteral("redis"));
    m_wire->moveToThread(&m_thread);
    m_thread.start();
    QMetaObject::invokeMethod(m_wire.get(), "open", Qt::QueuedConnection);
}

Client::~Client()
{
    stop();
}

void Client::stop()
{
    if (!m_thread.isRunning())
        return;
    QMetaObject::invokeMethod(m_wire.get(), "close", Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
    m_wire->takeOver();
}

Result<void> Client::firstContact()
{
    m_wire->waitForFirstAttempt(m_wire->options().connectDeadline + std::chrono::seconds(1));
    return m_wire->state();
}

Result<Reply> Client::ask(const QByteArrayList &command)
{
    POS_TRY(std::vector<Reply> replies, askAll({command}));
    return std::move(replies.front());
}

Result<std::vector<Reply>> Client::askAll(const QList<QByteArrayList> &commands)
{
    const auto waiting = std::make_shared<Waiting>();
    send(commands, [waiting](const Result<std::vector<Reply>> &result) {
        {
            const std::lock_guard lock(waiting->mutex);
            waiting->result = result;
        }
        waiting->done.notify_one(); // without the lock, for which it would wait at once
    });
    std::unique_lock lock(waiting->mutex);
    // Its own thread watches the deadline; this one only must not depend on that.
    if (!waiting->done.wait_for(lock, m_wire->options().deadline * 3, [&] { return waiting->result.has_value(); }))
        return fail(Error::unavailable(QLatin1StringView(kAway), QStringLiteral("redis: no answer in time")));
    return std::move(*waiting->result);
}

Result<Reply> Client::look(const QByteArrayList &command)
{
    std::unique_ptr<Lane> lane = freeLane();
    if (!lane)
        return ask(command);
    const auto started = steady_clock::now();
    std::optional<Reply> reply = lane->ask(Protocol::format(command));
    if (m_observer)
        m_observer(reply.has_value(), duration_cast<microseconds>(steady_clock::now() - started));
    if (!reply && lane->isLate()) {
        send({{"PING"}}); // shows on the client's own connection whether Redis is away
        return fail(Error::unavailable(QLatin1StringView(kAway), QStringLiteral("redis: no answer in time")));
    }
    if (!reply)
        return ask(command);
    giveBack(std::move(lane));
    POS_TRY(std::vector<Reply> replies, withoutRefusals(std::vector{std::move(*reply)}));
    return std::move(replies.front());
}

// Lanes that are older than the client's connection may lead to a Redis that is none any more.
std::unique_ptr<Lane> Client::freeLane()
{
    const std::optional<Lane::Place> place = m_wire->options().tls ? std::nullopt : m_wire->place();
    if (!place)
        return nullptr;
    {
        const std::lock_guard lock(m_lanesMutex);
        while (!m_lanes.empty()) {
            std::unique_ptr<Lane> lane = std::move(m_lanes.back());
            m_lanes.pop_back();
            if (lane->connection() == place->connection && lane->isQuiet())
                return lane;
        }
        if (steady_clock::now() < m_nextLane)
            return nullptr;
    }
    std::unique_ptr<Lane> lane = Lane::open(*place, m_wire->options());
    if (!lane) {
        const std::lock_guard lock(m_lanesMutex);
        m_nextLane = steady_clock::now() + kWithoutLane;
    }
    return lane;
}

void Client::giveBack(std::unique_ptr<Lane> lane)
{
    const std::lock_guard lock(m_lanesMutex);
    if (m_lanes.size() < kIdleLanes)
        m_lanes.push_back(std::move(lane));
}

void Client::send(const QList<QByteArrayList> &commands, Answers answers)
{
    Wire::Exchange exchange;
    for (const QByteArrayList &command : commands)
        exchange.bytes += Protocol::format(command);
    exchange.replies = static_cast<size_t>(commands.size());
    if (answers)
        exchange.answers = [answers = std::move(answers)](const Result<std::vector<Reply>> &replies) {
            answers(withoutRefusals(replies));
        };
    m_wire->post(std::move(exchange));
}

void Client::later(Duration time, std::function<void()> work)
{
    m_wire->postLater(time, std::move(work));
}

std::optional<Duration> Client::connectedFor() const
{
    return m_wire->connectedFor();
}

Result<void> Client::check() const
{
    return m_wire->state();
}

} // namespace pos::redis
