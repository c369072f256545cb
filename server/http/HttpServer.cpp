// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/HttpServer.h"

#include "server/http/ProblemMapper.h"

#include <QHttpServerRequest>
#include <QHttpServerResponder>
#include <QTcpSocket>

#include <ranges>

namespace pos::http {

namespace {

// Method and target come from the scanner: QUrl reads "//host/x" as an authority and drops it from the path.
Request copyRequest(const QHttpServerRequest &request, const ConnectionGuard &guard)
{
    const QByteArray target = guard.message().target();
    const qsizetype mark = target.indexOf('?');
    Request copy;
    copy.method = guard.message().method();
    copy.path = mark < 0 ? target : target.left(mark);
    copy.query = mark < 0 ? QByteArray() : target.mid(mark + 1);
    // Copies of the bytes: Qt's parser goes on with its own when the worker may still read these.
    for (const auto &[name, value] : request.headers())
        copy.headers.emplaceBack(QByteArray(name.constData(), name.size()),
                                 QByteArray(value.constData(), value.size()));
    const QByteArray body = request.body();
    copy.body = QByteArray(body.constData(), body.size());
    copy.peer = request.remoteAddress();
    copy.received = std::chrono::steady_clock::now();
    copy.gone = guard.goneFlag();
    copy.share = guard.share();
    return copy;
}

} // namespace

HttpServer::HttpServer(const Router &router, WorkerPool &pool, const Limits &limits,
                       std::shared_ptr<MemoryBudget> budget, QObject *parent)
    : QAbstractHttpServer(parent), m_router(router), m_pool(pool), m_limits(limits), m_budget(std::move(budget)),
      m_channel(std::make_shared<ReplyChannel>(this))
{
}

HttpServer::~HttpServer()
{
    m_channel->close();
}

Result<quint16> HttpServer::start(const QHostAddress &address, quint16 port)
{
    const auto bodyLimit = [this](const QByteArray &method, const QByteArray &path) {
        const Router::Match match = m_router.match(method, path);
        return match.route ? match.route->bodyBytes : m_limits.bodyBytes;
    };
    auto listener = std::make_unique<Listener>(m_limits, bodyLimit, m_budget);
    if (!listener->listen(address, port))
        return fail(Error::unavailable(QStringLiteral("port_busy"), QStringLiteral("cannot listen on %1 port %2: %3")
                                                                        .arg(address.toString())
                                                                        .arg(port)
                                                                        .arg(listener->errorString())));
    connect(listener.get(), &Listener::refused, this,
            [this](const QHostAddress &peer, int status, const QByteArray &detail) {
                for (Middleware *step : m_middleware)
                    step->refused(peer, status, detail);
            });
    m_listener = listener.release();
    bind(m_listener); // takes it over
    return m_listener->serverPort();
}

void HttpServer::stopAccepting()
{
    if (m_listener)
        m_listener->stopAccepting();
}

bool HttpServer::handleRequest(const QHttpServerRequest &request, QTcpSocket *socket)
{
    ConnectionGuard *guard = m_listener->guardOf(socket);
    Q_ASSERT(guard);
    if (!guard->takeMessage(request.body().size(), request.headers().size())) {
        guard->reject(400, "malformed request");
        return true;
    }
    dispatch(*guard, copyRequest(request, *guard));
    guard->handedOver();
    return true;
}

void HttpServer::dispatch(ConnectionGuard &guard, Request request)
{
    Router::Match match = m_router.match(request.method, request.path);
    request.params = std::move(match.params);
    request.pattern = match.pattern;
    std::optional<Response> early;
    for (size_t i = 0; i < m_middleware.size() && !early; ++i)
        early = m_middleware[i]->before(request);
    const auto shared = std::make_shared<const Request>(std::move(request));
    ReplyHandle reply(m_channel, {guard.id(), guard.serial(), shared});
    if (early)
        reply.send(std::move(*early));
    else
        dispatch(match, shared, std::move(reply));
}

void HttpServer::dispatch(const Router::Match &match, const RequestPtr &request, ReplyHandle reply)
{
    if (!match.route) {
        const char *why = match.status == 405   ? "this resource does not take the method"
                          : match.status == 404 ? "there is no such resource"
                                                : "the path is malformed";
        Response response = refusal(match.status, why, request.get());
        reply.send(match.allow.isEmpty() ? response : response.with("Allow", match.allow));
        return;
    }
    if (match.route->runs == Route::Runs::OnServerThread) {
        match.route->handler(request, std::move(reply));
        return;
    }
    WorkerPool::Job job{match.route, request, std::move(reply)};
    if (!m_pool.trySubmit(job))
        job.reply.send(
            toProblem(Error::unavailable(QStringLiteral("busy"), QStringLiteral("the server is busy")), *request));
}

void HttpServer::deliver(const ReplyAddress &address, Response response)
{
    for (Middleware *step : std::views::reverse(m_middleware))
        step->after(*address.request, response);
    // The connection may be gone, and its id is never used again.
    ConnectionGuard *guard = m_listener->guardOf(address.connection);
    if (guard && guard->isWorking() && guard->serial() == address.serial)
        guard->answer(response);
}

void HttpServer::deliverPosted()
{
    for (auto &[address, response] : m_channel->take())
        deliver(address, std::move(response));
}

// Reached only through the WebSocket upgrade, which the guard refuses.
void HttpServer::missingHandler(const QHttpServerRequest &, QTcpSocket *socket)
{
    socket->abort();
}

} // namespace pos::http
