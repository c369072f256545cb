// SPDX-License-Identifier: GPL-3.0-or-later
// A server with routes that show the HTTP layer alone; the *_test.py files beside it talk to it over raw sockets.
#include "server/http/HttpServer.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QSemaphore>
#include <QSocketNotifier>

#include <csignal>
#include <cstdio>
#include <sys/socket.h>
#include <unistd.h>

using namespace pos::http;

namespace {

int stopPipe[2];
std::atomic<int> slowRuns = 0;

void requestStop(int)
{
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(stopPipe[1], &byte, 1);
}

Response text(const QByteArray &body)
{
    return Response::bytes("text/plain", body);
}

void addRoutes(Router &router)
{
    using enum Route::Runs;
    constexpr qint64 kBody = 1024 * 1024;
    const auto echo = [](const RequestPtr &request, ReplyHandle reply) {
        const QByteArray type = request->header("Content-Type");
        reply.send(Response::bytes(type.isEmpty() ? QByteArray("application/octet-stream") : type, request->body));
    };
    router.add("GET", "/health",
               {OnServerThread, kBody, [](const RequestPtr &, ReplyHandle reply) {
                    reply.send(Response::json(200, {{QStringLiteral("status"), QStringLiteral("ok")}}));
                }});
    router.add("POST", "/echo", {OnWorker, kBody, echo});
    router.add("POST", "/tiny", {OnWorker, 10, echo});
    router.add("POST", "/large", {OnWorker, 8 * kBody, echo});
    router.add("GET", "/slow", {OnWorker, kBody, [](const RequestPtr &, ReplyHandle reply) {
                                    ++slowRuns;
                                    QSemaphore().tryAcquire(1, 200); // work that takes 200 ms
                                    reply.send(Response::json(200, {{QStringLiteral("slow"), true}}));
                                }});
    router.add("GET", "/slow-runs", {OnServerThread, kBody, [](const RequestPtr &, ReplyHandle reply) {
                                         reply.send(text(QByteArray::number(slowRuns)));
                                     }});
    router.add("GET", "/drop", {OnWorker, kBody, [](const RequestPtr &, ReplyHandle) {}});
    router.add("GET", "/throw", {OnWorker, kBody, [](const RequestPtr &, ReplyHandle) { throw 1; }});
    router.add("GET", "/big", {OnWorker, kBody, [](const RequestPtr &, ReplyHandle reply) {
                                   reply.send(text(QByteArray(8 * 1024 * 1024, 'x')));
                               }});
    router.add("GET", "/items/{id}",
               {OnWorker, kBody, [](const RequestPtr &request, ReplyHandle reply) {
                    reply.send(text(request->pattern + ' ' + request->params.value("id") + ' ' + request->query));
                }});
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    Limits limits;
    quint16 port = 0;
    int workers = 4;
    int queue = 1000;
    int budget = 256 * 1024 * 1024;

    QCommandLineParser parser;
    const QStringList names{QStringLiteral("port"),    QStringLiteral("workers"),     QStringLiteral("queue"),
                            QStringLiteral("budget"),  QStringLiteral("connections"), QStringLiteral("per-address"),
                            QStringLiteral("head-ms"), QStringLiteral("body-ms"),     QStringLiteral("idle-ms"),
                            QStringLiteral("send-ms")};
    for (const QString &name : names)
        parser.addOption({name, QString(), QStringLiteral("n")});
    parser.process(app);
    const auto set = [&parser](const char *name, auto &target) {
        if (parser.isSet(QLatin1StringView(name)))
            target =
                static_cast<std::remove_reference_t<decltype(target)>>(parser.value(QLatin1StringView(name)).toInt());
    };
    set("port", port);
    set("workers", workers);
    set("queue", queue);
    set("budget", budget);
    set("connections", limits.connections);
    set("per-address", limits.connectionsPerAddress);
    set("head-ms", limits.headMs);
    set("body-ms", limits.bodyStallMs);
    set("idle-ms", limits.idleMs);
    set("send-ms", limits.sendStallMs);

    Router router;
    addRoutes(router);
    WorkerPool pool(workers, static_cast<size_t>(queue));
    HttpServer server(router, pool, limits, std::make_shared<MemoryBudget>(budget));
    const pos::Result<quint16> bound = server.start(QHostAddress::LocalHost, port);
    if (!bound) {
        std::fprintf(stderr, "%s\n", qPrintable(bound.error().detail));
        return 1;
    }
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, stopPipe) != 0)
        return 1;
    QSocketNotifier stop(stopPipe[0], QSocketNotifier::Read);
    QObject::connect(&stop, &QSocketNotifier::activated, &app, &QCoreApplication::quit);
    std::signal(SIGTERM, requestStop);

    std::printf("listening %u\n", unsigned(*bound));
    std::fflush(stdout);
    return QCoreApplication::exec();
}
