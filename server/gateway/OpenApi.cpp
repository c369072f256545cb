// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/gateway/OpenApi.h"

#include "core/contract/Routes.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

namespace pos::gateway::openapi {

namespace {

using contract::Access;
using contract::RouteSpec;

const QString kFolder = QStringLiteral(":/openapi");
const QStringList kMethods{QStringLiteral("get"), QStringLiteral("post"), QStringLiteral("put"),
                           QStringLiteral("patch"), QStringLiteral("delete")};

Error broken(const QString &file, const QString &why)
{
    return Error::internal(QStringLiteral("resources/openapi/%1: %2").arg(file, why));
}

Result<QJsonObject> readFile(const QString &name)
{
    QFile file(kFolder + u'/' + name);
    if (!file.open(QIODevice::ReadOnly))
        return fail(broken(name, QStringLiteral("missing")));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &error);
    if (!document.isObject())
        return fail(broken(name, error.errorString()));
    return document.object();
}

// Adds every member of `from` to `to`; the same name twice is a mistake.
Result<void> merge(QJsonObject &to, const QJsonObject &from, const QString &file)
{
    for (auto it = from.constBegin(); it != from.constEnd(); ++it) {
        if (to.contains(it.key()))
            return fail(broken(file, QStringLiteral("%1 is described twice").arg(it.key())));
        to.insert(it.key(), it.value());
    }
    return {};
}

QJsonObject reference(const char *kind, const char *name)
{
    return {{QStringLiteral("$ref"),
             QStringLiteral("#/components/%1/%2").arg(QLatin1StringView(kind), QLatin1StringView(name))}};
}

const RouteSpec *specOf(const QString &method, const QString &path)
{
    const auto &all = contract::routes();
    const auto found = std::find_if(all.begin(), all.end(), [&](const RouteSpec &spec) {
        return method.compare(QLatin1StringView(spec.method), Qt::CaseInsensitive) == 0
               && path == QLatin1StringView(spec.pattern);
    });
    return found == all.end() ? nullptr : &*found;
}

bool declares(const QJsonArray &parameters, const QString &name)
{
    return std::any_of(parameters.begin(), parameters.end(), [&name](const QJsonValue &parameter) {
        return parameter[u"name"] == name || parameter[u"$ref"].toString().endsWith(u'/' + name);
    });
}

QJsonArray withParameters(QJsonArray parameters, const RouteSpec &spec)
{
    static const QRegularExpression hole(QStringLiteral("\\{([a-z_]+)\\}"));
    for (auto match = hole.globalMatch(QString::fromLatin1(spec.pattern)); match.hasNext();) {
        const QString name = match.next().captured(1);
        if (declares(parameters, name))
            continue;
        QJsonObject schema{{QStringLiteral("type"), QStringLiteral("string")}};
        if (name == u"id" || name.endsWith(u"_id"))
            schema[u"format"] = QStringLiteral("uuid");
        parameters.append(QJsonObject{{QStringLiteral("name"), name},
                                      {QStringLiteral("in"), QStringLiteral("path")},
                                      {QStringLiteral("required"), true},
                                      {QStringLiteral("schema"), schema}});
    }
    if (spec.idempotencyKey && !declares(parameters, QStringLiteral("Idempotency-Key")))
        parameters.append(reference("parameters", "IdempotencyKey"));
    return parameters;
}

QJsonObject withProblems(QJsonObject responses, const RouteSpec &spec, bool hasBody)
{
    const auto add = [&responses](const char *status) {
        const QString key = QString::fromLatin1(status);
        if (!responses.contains(key))
            responses.insert(key, reference("responses", "Problem"));
    };
    add("400");
    if (spec.access.kind != Access::Kind::Public)
        add("401");
    if (spec.access.kind == Access::Kind::Permitted)
        add("403");
    if (QByteArray(spec.pattern).contains('{'))
        add("404");
    if (hasBody) {
        add("413");
        add("415");
    }
    for (const char *status : {"422", "429", "503", "default"})
        add(status);
    return responses;
}

QJsonObject completed(QJsonObject operation, const RouteSpec &spec)
{
    const bool isPublic = spec.access.kind == Access::Kind::Public;
    if (!operation.contains(u"tags"))
        operation[u"tags"] = QJsonArray{QString::fromLatin1(contract::toWord(spec.service))};
    if (!operation.contains(u"operationId")) {
        QString id = QString::fromLatin1(spec.method).toLower()
                     + QString::fromLatin1(spec.pattern).mid(QStringLiteral("/api/v1").size());
        operation[u"operationId"] = id.remove(u'{').remove(u'}').replace(u'/', u'_').replace(u'-', u'_');
    }
    operation[u"security"] =
        isPublic ? QJsonArray() : QJsonArray{QJsonObject{{QStringLiteral("bearer"), QJsonArray()}}};
    if (spec.access.kind == Access::Kind::Permitted)
        operation[u"x-permission"] = QString::fromLatin1(contract::toWord(spec.access.permission));
    if (const QJsonArray parameters = withParameters(operation.value(u"parameters").toArray(), spec);
        !parameters.isEmpty())
        operation[u"parameters"] = parameters;
    operation[u"responses"] =
        withProblems(operation.value(u"responses").toObject(), spec, operation.contains(u"requestBody"));
    return operation;
}

// What a 201 of POST …/things made can be used with everything below …/things/{id}.
void addLinks(QJsonObject &paths)
{
    for (const QString &path : paths.keys()) {
        QJsonObject item = paths.value(path).toObject();
        QJsonObject post = item.value(u"post").toObject();
        QJsonObject responses = post.value(u"responses").toObject();
        QJsonObject made = responses.value(u"201").toObject();
        QJsonObject links;
        for (auto other = paths.constBegin(); other != paths.constEnd(); ++other) {
            if (made.isEmpty() || !other.key().startsWith(path + QStringLiteral("/{id}")))
                continue;
            for (const QString &method : kMethods) {
                const QString operation = other.value()[method][u"operationId"].toString();
                if (!operation.isEmpty() && !other.key().contains(QStringLiteral("_id}")))
                    links.insert(
                        operation,
                        QJsonObject{{QStringLiteral("operationId"), operation},
                                    {QStringLiteral("parameters"),
                                     QJsonObject{{QStringLiteral("id"), QStringLiteral("$response.body#/id")}}}});
            }
        }
        if (links.isEmpty())
            continue;
        made[u"links"] = links;
        responses[u"201"] = made;
        post[u"responses"] = responses;
        item[u"post"] = post;
        paths[path] = item;
    }
}

} // namespace

Result<QJsonObject> assemble()
{
    const QString frame = QStringLiteral("frame.json");
    POS_TRY(QJsonObject document, readFile(frame));
    QJsonObject paths = document[u"paths"].toObject();
    QJsonObject components = document[u"components"].toObject();
    QJsonObject schemas = components[u"schemas"].toObject();
    const QStringList files = QDir(kFolder).entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
    for (const QString &file : files) {
        if (file == frame || file == u"openapi.json")
            continue;
        POS_TRY(const QJsonObject part, readFile(file));
        POS_CHECK(merge(paths, part[u"paths"].toObject(), file));
        POS_CHECK(merge(schemas, part[u"components"][u"schemas"].toObject(), file));
        for (const QString &path : part[u"paths"].toObject().keys()) {
            QJsonObject item = paths[path].toObject();
            for (const QString &method : kMethods) {
                if (!item.contains(method))
                    continue;
                const RouteSpec *spec = specOf(method, path);
                if (!spec)
                    return fail(broken(file, QStringLiteral("%1 %2 is not a route").arg(method.toUpper(), path)));
                item[method] = completed(item[method].toObject(), *spec);
            }
            paths[path] = item;
        }
    }
    addLinks(paths);
    components[u"schemas"] = schemas;
    document[u"components"] = components;
    document[u"paths"] = paths;
    return document;
}

QStringList operationsOf(const QJsonObject &document)
{
    QStringList operations;
    const QJsonObject paths = document[u"paths"].toObject();
    for (auto path = paths.constBegin(); path != paths.constEnd(); ++path) {
        for (const QString &method : kMethods) {
            if (path.value().toObject().contains(method))
                operations.append(method.toUpper() + u' ' + path.key());
        }
    }
    operations.sort();
    return operations;
}

} // namespace pos::gateway::openapi
