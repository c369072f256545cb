// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "server/http/Limits.h"
#include "server/http/Listener.h"
#include "server/http/Middleware.h"
#include "server/http/Router.h"
#include "server/http/WorkerPool.h"

#include <QAbstractHttpServer>

#include <vector>

namespace pos::http {

// One port. Lives on one thread with an event loop; router, pool and middleware must outlive it.
class HttpServer : public QAbstractHttpServer {
    Q_OBJECT

public:
    HttpServer(const Router &router, WorkerPool &pool, const Limits &limits, std::shared_ptr<MemoryBudget> budget,
               QObject *parent = nullptr);
    ~HttpServer() override;

    void use(Middleware *middleware) { m_middleware.push_back(middleware); }

    // Listens; port 0 takes any free one. Unavailable "port_busy" when another program has it.
    Result<quint16> start(const QHostAddress &address, quint16 port);
    // No new connections and no further requests; what is being worked on is still answered.
    void stopAccepting();
    int connections() const { return m_listener ? m_listener->places() : 0; }

    void deliver(const ReplyAddress &address, Response response);

public Q_SLOTS:
    void deliverPosted();

protected:
    bool handleRequest(const QHttpServerRequest &request, QTcpSocket *socket) override;
    void missingHandler(const QHttpServerRequest &request, QTcpSocket *socket) override;

private:
    void dispatch(ConnectionGuard &guard, Request request);
    void dispatch(const Router::Match &match, const RequestPtr &request, ReplyHandle reply);

    const Router &m_router;
    WorkerPool &m_pool;
    const Limits m_limits;
    std::shared_ptr<MemoryBudget> m_budget;
    std::shared_ptr<ReplyChannel> m_channel;
    std::vector<Middleware *> m_middleware;
    Listener *m_listener = nullptr;
};

} // namespace pos::http
