// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/Call.h"
#include "server/http/Response.h"

#include <QJsonDocument>
#include <QTest>

using namespace pos;
using namespace pos::http;

class CallTest : public QObject {
    Q_OBJECT

    static Request request(const QByteArray &query, QList<QPair<QByteArray, QByteArray>> headers = {})
    {
        Request made;
        made.method = "GET";
        made.query = query;
        made.headers = std::move(headers);
        return made;
    }

private Q_SLOTS:
    void queryIsDecodedAsAForm()
    {
        const Request made = request("q=kopi+susu%20%C3%A9&empty=&flag");
        const auto call = Call::make(made);
        QVERIFY(call);
        QCOMPARE(call->query("q"), QStringLiteral("kopi susu é"));
        QVERIFY(!call->query("empty"));
        QVERIFY(!call->query("flag"));
        QVERIFY(!call->query("other"));
    }

    void aBrokenQueryIsRefused_data()
    {
        QTest::addColumn<QByteArray>("query");
        for (const char *bad : {"q=%", "q=%4", "q=%zz", "q=%ff", "q=%00", "q=%c3%28", "a=1&a=2"})
            QTest::newRow(bad) << QByteArray(bad);
    }

    void aBrokenQueryIsRefused()
    {
        QFETCH(QByteArray, query);
        const Request made = request(query);
        const auto call = Call::make(made);
        QVERIFY(!call);
        QVERIFY(call.error().code == ErrorCode::BadRequest);
    }

    void unknownParametersAreRefusedByName()
    {
        const Request made = request("limit=3&colour=red");
        const auto call = Call::make(made);
        QVERIFY(call->allowQuery({"limit", "colour"}));
        const auto refused = call->allowQuery({"limit"});
        QVERIFY(!refused);
        QCOMPARE(refused.error().fields.size(), 1);
        QCOMPARE(refused.error().fields[0].field, QStringLiteral("colour"));
    }

    void limitHasBoundsAndADefault()
    {
        const auto limitOf = [](const QByteArray &query) {
            const Request made = request(query);
            return Call::make(made)->limit();
        };
        QCOMPARE(*limitOf(""), 50);
        QCOMPARE(*limitOf("limit=200"), 200);
        for (const char *bad :
             {"limit=0", "limit=201", "limit=-1", "limit=ten", "limit=99999999999999999999", "limit=1.5"}) {
            const auto limit = limitOf(bad);
            QVERIFY2(!limit, bad);
            QCOMPARE(limit.error().fields[0].field, QStringLiteral("limit"));
        }
    }

    void aCursorComesBackAsItWas()
    {
        const QJsonObject position{{QStringLiteral("after"), QStringLiteral("2026-01-02")}, {QStringLiteral("id"), 7}};
        const Response page = Response::page({1}, position);
        const QString cursor = QJsonDocument::fromJson(page.body).object()[u"next_cursor"].toString();
        const Request made = request("cursor=" + cursor.toLatin1());
        QCOMPARE(*Call::make(made)->cursor(), position);
    }

    void aForeignCursorIsAFieldError()
    {
        for (const char *bad : {"cursor=abc", "cursor=%7B%7D", "cursor=W10", "cursor=e30"}) {
            const Request made = request(bad);
            const auto cursor = Call::make(made)->cursor();
            QVERIFY2(!cursor, bad);
            QCOMPARE(cursor.error().fields[0].code, QStringLiteral("bad_cursor"));
        }
        const Request none = request("");
        QVERIFY(Call::make(none)->cursor()->isEmpty());
    }

    void anIdInThePathThatIsNoIdIsNotFound()
    {
        Request made = request("");
        made.params.insert("id", "42");
        const auto id = Call::make(made)->pathId("id");
        QVERIFY(!id);
        QVERIFY(id.error().code == ErrorCode::NotFound);
        made.params.insert("id", "0193e2f0-1111-7222-8333-444444444444");
        QVERIFY(Call::make(made)->pathId("id"));
    }

    void idempotencyKeyIsCheckedBeforeTheHandlerRuns()
    {
        const Request good = request("", {{"idempotency-key", "till-1/42"}});
        QCOMPARE(Call::make(good)->idempotencyKey(), QStringLiteral("till-1/42"));
        for (const QByteArray &bad :
             {QByteArray(""), QByteArray("a b"), QByteArray("\xc3\xa9"), QByteArray(256, 'x')}) {
            const Request made = request("", {{"Idempotency-Key", bad}});
            QVERIFY(!Call::make(made));
        }
        const Request none = request("");
        QVERIFY(!Call::make(none)->idempotencyKey());
    }

    void ifMatchNamesOneVersion()
    {
        const auto versionOf = [](const QByteArray &tag) {
            const Request made = request("", tag.isNull() ? QList<QPair<QByteArray, QByteArray>>{}
                                                          : QList<QPair<QByteArray, QByteArray>>{{"If-Match", tag}});
            return Call::make(made)->ifMatch();
        };
        QCOMPARE(*versionOf("\"3\""), 3);
        QVERIFY(versionOf({}).error().code == ErrorCode::PreconditionRequired);
        QVERIFY(versionOf("*").error().code == ErrorCode::PreconditionRequired);
        for (const char *bad : {"3", "W/\"3\"", "\"x\"", "\"\"", "\"3\", \"4\""})
            QVERIFY(versionOf(bad).error().code == ErrorCode::PreconditionFailed);
        QCOMPARE(Response::json(200, {}).etag(3).header("etag"), "\"3\"");
    }

    void aBodyMustSayThatItIsJson()
    {
        Request made = request("", {{"Content-Type", "application/JSON; charset=utf-8"}});
        made.body = R"({"a": 1})";
        QVERIFY(Call::make(made)->json());
        made.headers = {{"Content-Type", "text/plain"}};
        QVERIFY(Call::make(made)->json().error().code == ErrorCode::UnsupportedMedia);
        made.headers.clear();
        QVERIFY(Call::make(made)->json().error().code == ErrorCode::UnsupportedMedia);
        made.body.clear();
        QVERIFY(Call::make(made)->json());
    }

    void languageFollowsTheClientsWeights_data()
    {
        QTest::addColumn<QByteArray>("accept");
        QTest::addColumn<bool>("indonesian");
        QTest::newRow("none") << QByteArray("") << false;
        QTest::newRow("id") << QByteArray("id") << true;
        QTest::newRow("region") << QByteArray("id-ID,id;q=0.9,en;q=0.8") << true;
        QTest::newRow("weights") << QByteArray("id;q=0.3, en-GB;q=0.7") << false;
        QTest::newRow("other first") << QByteArray("de, id;q=0.5") << true;
        QTest::newRow("refused") << QByteArray("id;q=0, *;q=0.1") << false;
        QTest::newRow("junk") << QByteArray(";;,,=q;id;q=x") << false;
    }

    void languageFollowsTheClientsWeights()
    {
        QFETCH(QByteArray, accept);
        QFETCH(bool, indonesian);
        QCOMPARE(request("", {{"Accept-Language", accept}}).language() == Language::Indonesian, indonesian);
    }
};

QTEST_APPLESS_MAIN(CallTest)
#include "CallTest.moc"
