// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/base/Secret.h"
#include "server/infra/redis/Reply.h"

#include <QByteArrayList>
#include <QThread>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace pos::redis {

class Lane;
class Wire;

// One connection to Redis that all threads share: commands travel back to back, answers come in their order. It
// connects by itself, again and again with growing pauses, and asks nothing twice. While Redis is away every call
// fails at once; an answer that does not come within the deadline makes it away. Who looks up goes by connections of
// its own beside it, as many as look at a time. Thread-safe.
class Client {
public:
    struct Options {
        QString address; // "host:port"
        Secret password = {};
        int database = 0;
        bool tls = false;
        QString authorityFile = {}; // PEM; empty: the system's
        Duration deadline = std::chrono::milliseconds(250);        // of an answer
        Duration connectDeadline = std::chrono::milliseconds(1500); // of connecting and signing in
        Duration longestPause = std::chrono::seconds(5);            // between two attempts
    };
    using Answers = std::function<void(const Result<std::vector<Reply>> &)>;
    // After each exchange: whether all of it was answered, and how long it took. Called on the client's thread, or
    // on the one that looks.
    using Observer = std::function<void(bool answered, std::chrono::microseconds took)>;
    // When it came, when it went, and when there is another reason why it is away. Called on the client's thread.
    using StateObserver = std::function<void(const Result<void> &state)>;

    // A sentence when the address, the password or the kind of server is wrong, so that waiting cannot help:
    // Error::code is Invalid then, and Unavailable while Redis is merely away.
    static constexpr auto kAway = "redis_unavailable";

    explicit Client(Options options, Observer observer = {}, StateObserver changed = {});
    ~Client(); // stop()
    Client(const Client &) = delete;
    Client &operator=(const Client &) = delete;

    // Waits until the first attempt to connect has come to an end. The error is the reason of /ready.
    Result<void> firstContact();

    // Blocks up to the deadline. Never from an HTTP or GUI thread. An Error is Redis away or a refusal.
    Result<Reply> ask(const QByteArrayList &command);
    Result<std::vector<Reply>> askAll(const QList<QByteArrayList> &commands);
    // The same, cheaper, for a command that changes nothing and may be asked twice.
    Result<Reply> look(const QByteArrayList &command);
    // Never blocks; `answers`, if any, is called on the client's thread, or at once when Redis is away.
    void send(const QList<QByteArrayList> &commands, Answers answers = {});
    // Runs `work` on the client's thread after the time, unless the client is stopped before.
    void later(Duration time, std::function<void()> work);

    // How long this connection has lasted; nothing while there is none.
    std::optional<Duration> connectedFor() const;
    // For /ready: why Redis is away, in one sentence with its address.
    Result<void> check() const;

    // What waits is answered with an error; nothing is called afterwards.
    void stop();

private:
    std::unique_ptr<Lane> freeLane();
    void giveBack(std::unique_ptr<Lane> lane);

    const Observer m_observer;
    QThread m_thread;
    std::shared_ptr<Wire> m_wire;
    std::mutex m_lanesMutex;
    std::vector<std::unique_ptr<Lane>> m_lanes; // nobody looks on them now
    std::chrono::steady_clock::time_point m_nextLane = {};
};

} // namespace pos::redis
