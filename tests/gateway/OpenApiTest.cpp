// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/gateway/OpenApi.h"

#include "core/contract/Routes.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace pos;
using namespace pos::gateway;

class OpenApiTest : public QObject {
    Q_OBJECT

    static void collectReferences(const QJsonValue &value, QStringList &references)
    {
        if (value.isArray()) {
            const QJsonArray items = value.toArray();
            for (const QJsonValue &item : items)
                collectReferences(item, references);
        } else if (value.isObject()) {
            const QJsonObject object = value.toObject();
            for (auto it = object.begin(); it != object.end(); ++it) {
                if (it.key() == u"$ref")
                    references.append(it.value().toString());
                else
                    collectReferences(it.value(), references);
            }
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto assembled = openapi::assemble();
        QVERIFY2(assembled, assembled ? "" : qPrintable(assembled.error().detail));
        m_document = *assembled;
    }

    void everyRouteIsDescribedAndEveryOperationIsARoute()
    {
        QStringList routes;
        for (const contract::RouteSpec &spec : contract::routes())
            routes.append(QStringLiteral("%1 %2").arg(QLatin1StringView(spec.method), QLatin1StringView(spec.pattern)));
        routes.sort();
        const QStringList operations = openapi::operationsOf(m_document);
        QStringList missing;
        for (const QString &route : std::as_const(routes)) {
            if (!operations.contains(route))
                missing.append(route);
        }
        QVERIFY2(missing.isEmpty(), qPrintable(QStringLiteral("not described: ") + missing.join(QStringLiteral(", "))));
        for (const QString &operation : operations)
            QVERIFY2(routes.contains(operation), qPrintable(operation));
    }

    void everyReferenceLeadsSomewhere()
    {
        QStringList references;
        collectReferences(m_document, references);
        QVERIFY(!references.isEmpty());
        for (const QString &reference : std::as_const(references)) {
            QJsonValue at = m_document;
            const QStringList steps = reference.mid(2).split(u'/');
            for (const QString &step : steps)
                at = at[step];
            QVERIFY2(reference.startsWith(u"#/") && !at.isUndefined(), qPrintable(reference));
        }
    }

    void operationsAreNamedOnceAndSayWhatTheyAnswer()
    {
        QStringList names;
        const QJsonObject paths = m_document[u"paths"].toObject();
        for (auto path = paths.begin(); path != paths.end(); ++path) {
            const QJsonObject item = path.value().toObject();
            for (auto method = item.begin(); method != item.end(); ++method) {
                const QString name = method.value()[u"operationId"].toString();
                QVERIFY2(method.value()[u"parameters"].isUndefined() || method.value()[u"parameters"].isArray(),
                         qPrintable(name));
                QVERIFY2(!name.isEmpty() && !names.contains(name), qPrintable(path.key() + name));
                names.append(name);
                const QStringList statuses = method.value()[u"responses"].toObject().keys();
                const bool succeeds = std::any_of(statuses.begin(), statuses.end(),
                                                  [](const QString &status) { return status < u"400"; });
                QVERIFY2(succeeds, qPrintable(name + QStringLiteral(" has no answer of success")));
                QVERIFY2(!method.value()[u"summary"].toString().isEmpty(),
                         qPrintable(name + QStringLiteral(" has no summary")));
            }
        }
    }

    void accessIsWhatTheRoutesSay()
    {
        for (const contract::RouteSpec &spec : contract::routes()) {
            const QJsonValue operation =
                m_document[u"paths"][QLatin1StringView(spec.pattern)][QString::fromLatin1(spec.method).toLower()];
            QCOMPARE(operation[u"security"].toArray().isEmpty(), spec.access.kind == contract::Access::Kind::Public);
        }
    }

    // The whole document lies in the repository, for people and tools without a running server.
    // POS_UPDATE=1 writes it anew.
    void theDocumentInTheRepositoryIsThisOne()
    {
        QFile file(QStringLiteral(POS_SOURCE_DIR "/resources/openapi/openapi.json"));
        const QByteArray text = QJsonDocument(m_document).toJson(QJsonDocument::Indented);
        if (qEnvironmentVariableIsSet("POS_UPDATE")) {
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
            QCOMPARE(file.write(text), text.size());
            file.close();
        }
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(file.readAll() == text,
                 "resources/openapi/openapi.json is not what the parts say: run this test with POS_UPDATE=1");
    }

private:
    QJsonObject m_document;
};

QTEST_APPLESS_MAIN(OpenApiTest)
#include "OpenApiTest.moc"
