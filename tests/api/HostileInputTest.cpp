// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/api/ApiWorld.h"

#include <QJsonArray>
#include <QTest>

using namespace pos;

namespace {

// Stands for a value in a document until the raw bytes of a hostile one take its place.
const QString kMark = QStringLiteral("@@mark@@");

struct Hostile {
    const char *name;
    QByteArray json; // as it stands in the document
    enum class Expect { Refused, NoFault } expect;
};

const std::vector<Hostile> &hostiles()
{
    using enum Hostile::Expect;
    static const std::vector<Hostile> all{
        {"NUL, escaped", "\"a\\u0000b\"", Refused},
        {"NUL, raw", QByteArray("\"a\0b\"", 5), Refused},
        {"bad UTF-8",
         "\"a\xff\xfe"
         "b\"",
         Refused},
        {"overlong UTF-8", "\"\xc0\xaf\"", Refused},
        {"lone surrogate", "\"a\\ud800b\"", Refused},
        {"right to left", QStringLiteral("\"\u202Eمرحبا שלום\u202C\"").toUtf8(), NoFault},
        {"emoji", QStringLiteral("\"👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿é\u0301\"").toUtf8(),
         NoFault},
        {"control characters", "\"a\\u0001\\u001b[31m\\r\\nb\"", NoFault},
        {"SQL", "\"'; DROP TABLE shop.orders; --\"", NoFault},
        {"markup", "\"<script>alert(1)</script>{{7*7}}${x}%s%n\"", NoFault},
        {"oversize", '"' + QByteArray(300'000, 'x') + '"', Refused},
        {"empty", "\"\"", NoFault},
        {"blanks", "\"   \\t \"", NoFault},
        {"another type: number", "12345", NoFault},
        {"another type: huge number", "1e308", Refused},
        {"another type: fraction", "0.00001", Refused},
        {"another type: object", "{\"a\": [1]}", NoFault},
        {"another type: array", "[[[]]]", NoFault},
        {"another type: boolean", "true", NoFault},
        {"null", "null", NoFault},
    };
    return all;
}

// Every document that comes of putting the mark in the place of one value.
void collect(const QJsonValue &value, const std::function<void(const QJsonValue &)> &put,
             const std::function<void(QString)> &found, const QString &path)
{
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            const QString key = it.key();
            collect(
                it.value(),
                [&](const QJsonValue &inner) {
                    QJsonObject copy = object;
                    copy[key] = inner;
                    put(copy);
                },
                found, path + u'.' + key);
        }
    } else if (value.isArray()) {
        const QJsonArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i)
            collect(
                array[i],
                [&](const QJsonValue &inner) {
                    QJsonArray copy = array;
                    copy[i] = inner;
                    put(copy);
                },
                found, path + QStringLiteral("[%1]").arg(i));
    }
    if (!path.isEmpty()) {
        put(kMark);
        found(path);
    }
}

} // namespace

// What nobody should send, in every field of every document and in every query: refused or kept as it is, never a
// fault of the server.
class HostileInputTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::ApiWorld> m_world;

private Q_SLOTS:
    void initTestCase() { m_world = std::make_unique<test::ApiWorld>(); }
    void cleanupTestCase() { m_world.reset(); }

    void everyFieldOfEveryDocument_data()
    {
        QTest::addColumn<size_t>("index");
        const auto &routes = contract::routes();
        for (size_t i = 0; i < routes.size(); ++i) {
            if (!m_world->sample(routes[i]).body.isEmpty())
                QTest::newRow((QByteArray(routes[i].method) + ' ' + routes[i].pattern).constData()) << i;
        }
    }
    void everyFieldOfEveryDocument()
    {
        QFETCH(size_t, index);
        const contract::RouteSpec &route = contract::routes()[index];
        const test::ApiWorld::Sample sample = m_world->sample(route);
        // As it is it comes to the service: else nothing below would say anything.
        const test::HttpAnswer plain =
            m_world->call(route.method, sample.path, m_world->owner(), sample.body, "If-Match: \"1\"\r\n");
        const bool needsNoProof = QByteArray(route.pattern).startsWith("/api/v1/auth/");
        QVERIFY2(needsNoProof || (plain.status != 401 && plain.status != 403 && plain.status != 404),
                 plain.body.constData());
        QJsonValue marked;
        collect(
            sample.body, [&](const QJsonValue &document) { marked = document; },
            [&](const QString &path) {
                const QByteArray document = QJsonDocument(marked.toObject()).toJson(QJsonDocument::Compact);
                for (const Hostile &hostile : hostiles()) {
                    QByteArray body = document;
                    body.replace('"' + kMark.toLatin1() + '"', hostile.json);
                    const test::HttpAnswer answer =
                        m_world->call(route.method, sample.path, m_world->owner(), body, "If-Match: \"1\"\r\n");
                    const QByteArray what = path.toLatin1() + ", " + hostile.name + ": "
                                            + QByteArray::number(answer.status) + ' ' + answer.body.left(300);
                    if (answer.status == 0 || answer.status >= 500)
                        QTest::qFail(what.constData(), __FILE__, __LINE__);
                    else if (hostile.expect == Hostile::Expect::Refused && answer.status < 400)
                        QTest::qFail(("taken: " + what).constData(), __FILE__, __LINE__);
                    else if (answer.status >= 400
                             && !answer.header("Content-Type").startsWith("application/problem+json"))
                        QTest::qFail(("no problem document: " + what).constData(), __FILE__, __LINE__);
                }
            },
            {});
    }

    void whatIsNoDocumentAtAll_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("half") << QByteArray("{\"name\": \"x");
        QTest::newRow("array") << QByteArray("[]");
        QTest::newRow("text") << QByteArray("\"x\"");
        QTest::newRow("two") << QByteArray("{}{}");
        QTest::newRow("deep") << QByteArray("{\"name\":") + QByteArray(20'000, '[') + QByteArray(20'000, ']') + '}';
        QTest::newRow("not UTF-8") << QByteArray("\xff\xfe{\x00}\x00");
        QTest::newRow("unknown field") << QByteArray("{\"\\u202ename\": 1, \"__proto__\": {}}");
    }
    void whatIsNoDocumentAtAll()
    {
        QFETCH(QByteArray, body);
        for (const contract::RouteSpec &route : contract::routes()) {
            const test::ApiWorld::Sample sample = m_world->sample(route);
            if (sample.body.isEmpty())
                continue;
            const test::HttpAnswer answer =
                m_world->call(route.method, sample.path, m_world->owner(), body, "If-Match: \"1\"\r\n");
            QVERIFY2(answer.status >= 400 && answer.status < 500,
                     (QByteArray(route.pattern) + ' ' + QByteArray::number(answer.status)).constData());
        }
    }

    void everyQuery()
    {
        const QList<QByteArray> queries{"?limit=0",
                                        "?limit=-1",
                                        "?limit=99999999999999999999",
                                        "?limit=x",
                                        "?cursor=x",
                                        "?cursor=e30",
                                        "?cursor=eyJhIjoxfQ",
                                        "?cursor=%00",
                                        "?q=%00",
                                        "?q=%ff%fe",
                                        "?q=%F0%9F%98%80",
                                        "?q=%E2%80%AE",
                                        "?q=%25%27%5C_",
                                        "?sort=-nothing",
                                        "?nothing=1",
                                        "?from=yesterday",
                                        "?to=9999-99-99T99:99:99Z",
                                        "?q=1&q=2",
                                        "?%00=1",
                                        "?=",
                                        "?&&&",
                                        "?id[]=1",
                                        "?q=" + QByteArray(5000, 'x')};
        for (const contract::RouteSpec &route : contract::routes()) {
            if (qstrcmp(route.method, "GET") != 0)
                continue;
            for (const QByteArray &query : queries) {
                const test::HttpAnswer answer =
                    m_world->call("GET", m_world->sample(route).path + query, m_world->owner(), QByteArray());
                QVERIFY2(answer.status != 0 && answer.status < 500,
                         (QByteArray(route.pattern) + query.left(100) + ": " + QByteArray::number(answer.status) + ' '
                          + answer.body.left(300))
                             .constData());
            }
        }
    }

    void everyIdInAPath()
    {
        const QList<QByteArray> ids{"0",
                                    "-1",
                                    "%00",
                                    "..%2f..%2fetc",
                                    "%ff",
                                    "%F0%9F%98%80",
                                    "00000000-0000-0000-0000-000000000000",
                                    "null",
                                    "%7Bid%7D",
                                    QByteArray(3000, 'x')};
        for (const contract::RouteSpec &route : contract::routes()) {
            if (!QByteArray(route.pattern).contains('{'))
                continue;
            for (const QByteArray &id : ids) {
                QByteArray path = route.pattern;
                path.replace("{id}", id).replace("{variant_id}", id).replace("{number}", id).replace("{slug}", id);
                const test::HttpAnswer answer = m_world->call(route.method, path, m_world->owner(), QByteArray());
                QVERIFY2(answer.status >= 400 && answer.status < 500,
                         (QByteArray(route.method) + ' ' + path.left(200) + ": " + QByteArray::number(answer.status))
                             .constData());
            }
        }
    }

    void aTextOfAnyScriptComesBackAsItWent()
    {
        const QString name = QString::fromUtf8("Canary مرحبا 日本語 👩‍👩‍👧‍👦 \"<&>' é\u0301");
        const QJsonObject made = m_world->make("POST", "products", m_world->owner(),
                                               {{QStringLiteral("name"), name},
                                                {QStringLiteral("sku"), QString::fromUtf8("ص-😀")},
                                                {QStringLiteral("price"), 1}});
        const QByteArray id = made[QStringLiteral("id")].toString().toLatin1();
        const QString read =
            m_world->make("GET", "products/" + id, m_world->owner(), {})[QStringLiteral("name")].toString();
        QCOMPARE(read.normalized(QString::NormalizationForm_C), name.normalized(QString::NormalizationForm_C));
    }
};

QTEST_MAIN(HostileInputTest)
#include "HostileInputTest.moc"
