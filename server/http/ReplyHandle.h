// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/Request.h"
#include "server/http/Response.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace pos::http {

class HttpServer;

using RequestPtr = std::shared_ptr<const Request>;

// Where an answer goes: ids, never a pointer to a socket.
struct ReplyAddress {
    quint64 connection = 0;
    quint64 serial = 0;
    RequestPtr request;
};

// Outlives the server: a late answer finds it closed and is dropped.
class ReplyChannel {
public:
    explicit ReplyChannel(HttpServer *server) : m_server(server) { }
    void post(const ReplyAddress &address, Response response);
    // What was posted since, in order; on the server's thread.
    std::vector<std::pair<ReplyAddress, Response>> take();
    void close();

private:
    // The answers wait here rather than in Qt's event queue: one wake-up serves many of them, and the
    // hand-over is visible to ThreadSanitizer, which cannot see Qt's own locks.
    std::mutex m_mutex;
    std::vector<std::pair<ReplyAddress, Response>> m_posted;
    HttpServer *m_server;
};

// The right to answer one request, once, from any thread. Dropped without an answer it answers 500.
class ReplyHandle {
public:
    ReplyHandle(std::shared_ptr<ReplyChannel> channel, ReplyAddress address);
    ReplyHandle(ReplyHandle &&) noexcept = default;
    ReplyHandle &operator=(ReplyHandle &&other) noexcept;
    ~ReplyHandle();

    // False when an answer was sent before.
    bool send(Response response);

private:
    struct State {
        std::shared_ptr<ReplyChannel> channel;
        ReplyAddress address;
        std::atomic<bool> answered{false};
    };
    std::unique_ptr<State> m_state;
};

} // namespace pos::http
