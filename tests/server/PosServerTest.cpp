// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contract/Routes.h"
#include "tests/support/HttpTestClient.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace pos;
using contract::Service;
using test::httpRequest;

namespace {

constexpr int kPatience = 60'000;

// Eight free ports in a row, as far as anyone can know.
int freePortBase()
{
    for (int base = 21'000 + int(QCoreApplication::applicationPid() % 2000) * 8; base < 60'000; base += 8) {
        bool free = true;
        for (int i = 0; i < contract::kServiceCount && free; ++i)
            free = QTcpServer().listen(QHostAddress::LocalHost, quint16(base + i));
        if (free)
            return base;
    }
    return 0;
}

class Server {
public:
    Server(const QString &data, int portBase, const QStringList &more = {}, const QMap<QString, QString> &settings = {})
    {
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("POS_WORKERS"), QStringLiteral("4"));
        for (auto setting = settings.begin(); setting != settings.end(); ++setting)
            environment.insert(setting.key(), setting.value());
        m_process.setProcessEnvironment(environment);
        m_process.start(
            QStringLiteral(POS_BIN_DIR "/pos-server"),
            QStringList{QStringLiteral("--data"), data, QStringLiteral("--port-base"), QString::number(portBase)}
                + more);
    }
    ~Server()
    {
        if (m_process.state() != QProcess::NotRunning)
            stop();
    }

    // Until it says so; false when it ended instead.
    bool waitUntil(const char *word)
    {
        QElapsedTimer timer;
        timer.start();
        while (!m_output.contains(word) && m_process.state() != QProcess::NotRunning && !timer.hasExpired(kPatience)) {
            m_process.waitForReadyRead(1000);
            m_output += m_process.readAll();
        }
        return m_output.contains(word);
    }

    int stop()
    {
        m_process.terminate();
        return waitForEnd();
    }

    int waitForEnd()
    {
        m_process.waitForFinished(kPatience);
        m_output += m_process.readAll();
        return m_process.state() == QProcess::NotRunning && m_process.exitStatus() == QProcess::NormalExit
                   ? m_process.exitCode()
                   : -1;
    }

    qint64 pid() const { return m_process.processId(); }
    const QByteArray &output() const { return m_output; }

private:
    QProcess m_process;
    QByteArray m_output;
};

} // namespace

class PosServerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_data.isValid());
        // As root PostgreSQL runs as another user, who must be able to walk to its folder.
        QVERIFY(QFile::setPermissions(m_data.path(),
                                      QFile::permissions(m_data.path()) | QFile::ExeOther | QFile::ExeGroup));
        m_base = freePortBase();
        QVERIFY(m_base > 0);
        m_server = std::make_unique<Server>(m_data.path() + QStringLiteral("/store"), m_base);
        QVERIFY2(m_server->waitUntil("Ready at"), m_server->output());
    }

    void cleanupTestCase() { m_server.reset(); }

    void everyServiceAnswersOnItsPort()
    {
        for (int i = 0; i < contract::kServiceCount; ++i) {
            const auto port = quint16(m_base + i);
            QCOMPARE(httpRequest(port, "GET", "/health").body, R"({"status":"healthy"})");
            const auto ready = httpRequest(port, "GET", "/ready");
            QVERIFY2(ready.status == 200, ready.body);
            QVERIFY(httpRequest(port, "GET", "/metrics").body.contains("http_requests_total"));
        }
    }

    void everyRouteOfTheApiHasAHandlerBehindTheGateway()
    {
        for (const contract::RouteSpec &spec : contract::routes()) {
            QByteArray path = spec.pattern;
            path.replace("{id}", "0193e2f0-1111-7222-8333-444444444444")
                .replace("{variant_id}", "0193e2f0-1111-7222-8333-444444444445")
                .replace("{slug}", "nobody");
            const auto answer =
                httpRequest(quint16(m_base), spec.method, path, "Content-Type: application/json\r\n", "{}");
            const QByteArray what = QByteArray(spec.method) + ' ' + path + ' ' + answer.body;
            if (spec.access.kind != contract::Access::Kind::Public)
                QVERIFY2(answer.status == 401, what);
            else
                QVERIFY2(answer.status > 0 && answer.status < 500 && answer.status != 405, what);
        }
    }

    void aSecondServerOnTheFolderSaysWhoHasIt()
    {
        Server second(m_data.path() + QStringLiteral("/store"), freePortBase());
        QCOMPARE(second.waitForEnd(), 1);
        QVERIFY2(second.output().contains(QByteArray::number(m_server->pid())), second.output());
    }

    void aBusyPortIsSaidWithItsOwner()
    {
        Server second(m_data.path() + QStringLiteral("/other"), m_base);
        QCOMPARE(second.waitForEnd(), 1);
        QVERIFY2(second.output().contains(QByteArray::number(m_base))
                     && second.output().contains(QByteArray::number(m_server->pid())),
                 second.output());
    }

    void wrongUsageEndsWithTwo()
    {
        Server wrong(m_data.path() + QStringLiteral("/wrong"), m_base, {QStringLiteral("--services=order,nonsense")});
        QCOMPARE(wrong.waitForEnd(), 2);
        QVERIFY2(wrong.output().contains("gateway, auth, user"), wrong.output());
        QVERIFY(!QFileInfo::exists(m_data.path() + QStringLiteral("/wrong")));
    }

    void itStopsInOrderAndStartsAgainQuickly()
    {
        QCOMPARE(m_server->stop(), 0);
        QCOMPARE(httpRequest(quint16(m_base), "GET", "/health").status, 0);
        QVERIFY(!QFileInfo::exists(m_data.path() + QStringLiteral("/store/postgres/postmaster.pid")));
        QElapsedTimer timer;
        timer.start();
        m_server = std::make_unique<Server>(m_data.path() + QStringLiteral("/store"), m_base);
        QVERIFY2(m_server->waitUntil("Ready at"), m_server->output());
        qInfo("started on an existing store in %lld ms", timer.elapsed());
        QCOMPARE(httpRequest(quint16(m_base), "GET", "/ready").status, 200);
    }

    void aServiceMayRunInAProcessOfItsOwn()
    {
        const QString store = m_data.path() + QStringLiteral("/store");
        QCOMPARE(m_server->stop(), 0);
        m_server = std::make_unique<Server>(
            store, m_base,
            QStringList{QStringLiteral("--services=gateway,auth,user,tenant,product,notification,audit")});
        QVERIFY2(m_server->waitUntil("Ready at"), m_server->output());
        const auto port = quint16(m_base);
        const auto down = httpRequest(port, "GET", "/api/v1/orders");
        QCOMPARE(down.status, 503);
        QVERIFY(down.body.contains("order-service"));
        QCOMPARE(httpRequest(port, "GET", "/ready").json()[u"part"].toString(), QStringLiteral("order-service"));

        const QString url = QStringLiteral("postgresql:///pos?host=%1/postgres&user=").arg(store);
        Server orders(m_data.path() + QStringLiteral("/orders"), m_base, {QStringLiteral("--services=order")},
                      {{QStringLiteral("DATABASE_URL"), url + QStringLiteral("pos_app")},
                       {QStringLiteral("DATABASE_ADMIN_URL"), url + QStringLiteral("pos_owner")},
                       {QStringLiteral("DATABASE_SYSTEM_URL"), url + QStringLiteral("pos_system")},
                       {QStringLiteral("ENCRYPTION_KEY_PATH"), store + QStringLiteral("/keys/master.key")}});
        QVERIFY2(orders.waitUntil("order-service listening"), orders.output());
        QCOMPARE(httpRequest(port, "GET", "/ready").status, 200);
        QCOMPARE(httpRequest(port, "GET", "/api/v1/orders").status, 401); // asked, and refused by the service itself

        const auto text = [](const QJsonObject &object) { return QJsonDocument(object).toJson(); };
        const auto shop = httpRequest(port, "POST", "/api/v1/auth/register", "Content-Type: application/json\r\n",
                                      text({{QStringLiteral("shop_name"), QStringLiteral("Warung")},
                                            {QStringLiteral("slug"), QStringLiteral("warung")},
                                            {QStringLiteral("currency"), QStringLiteral("IDR")},
                                            {QStringLiteral("zone"), QStringLiteral("Asia/Jakarta")},
                                            {QStringLiteral("owner_name"), QStringLiteral("Ani")},
                                            {QStringLiteral("email"), QStringLiteral("ani@example.com")},
                                            {QStringLiteral("password"), QStringLiteral("correct horse battery")}}));
        QVERIFY2(shop.status == 201, shop.body);
        const QByteArray signedIn = "Content-Type: application/json\r\nAuthorization: Bearer "
                                    + shop.json()[u"access_token"].toString().toLatin1() + "\r\n";
        const auto product = httpRequest(port, "POST", "/api/v1/products", signedIn,
                                         text({{QStringLiteral("sku"), QStringLiteral("KOPI")},
                                               {QStringLiteral("name"), QStringLiteral("Kopi")},
                                               {QStringLiteral("price"), 12500}}));
        QVERIFY2(product.status == 201, product.body);
        const QJsonObject line{{QStringLiteral("variant_id"), product.json()[u"variant_id"]},
                               {QStringLiteral("quantity"), 2}};
        const QJsonObject payment{{QStringLiteral("method"), QStringLiteral("cash")},
                                  {QStringLiteral("amount"), 25000}};
        const QByteArray sale =
            text({{QStringLiteral("lines"), QJsonArray{line}}, {QStringLiteral("payments"), QJsonArray{payment}}});
        const auto sold = httpRequest(port, "POST", "/api/v1/orders", signedIn + "Idempotency-Key: one\r\n", sale);
        QVERIFY2(sold.status == 201, sold.body);
        QCOMPARE(sold.json()[u"total"].toInt(), 25000);
        const auto again = httpRequest(port, "POST", "/api/v1/orders", signedIn + "Idempotency-Key: one\r\n", sale);
        QCOMPARE(again.json()[u"id"].toString(), sold.json()[u"id"].toString());
        QCOMPARE(orders.stop(), 0);
    }

private:
    QTemporaryDir m_data;
    std::unique_ptr<Server> m_server;
    int m_base = 0;
};

QTEST_GUILESS_MAIN(PosServerTest)
#include "PosServerTest.moc"
