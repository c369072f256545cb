// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/trace/OtlpJson.h"

#include "core/base/Version.h"
#include "server/infra/trace/TraceParent.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>

namespace pos::trace {

namespace {

using namespace Qt::StringLiterals;

QJsonObject attribute(const char *key, const QByteArray &text)
{
    return {{u"key"_s, QString::fromLatin1(key)},
            {u"value"_s, QJsonObject{{u"stringValue"_s, QString::fromUtf8(text)}}}};
}

// 64-bit numbers are texts in protobuf's JSON.
QJsonObject attribute(const char *key, qint64 number)
{
    return {{u"key"_s, QString::fromLatin1(key)}, {u"value"_s, QJsonObject{{u"intValue"_s, QString::number(number)}}}};
}

QString nanoseconds(std::chrono::system_clock::time_point time)
{
    return QString::number(std::chrono::duration_cast<std::chrono::nanoseconds>(time.time_since_epoch()).count());
}

QJsonObject toJson(const Span &span)
{
    QJsonArray attributes;
    for (const Span::Attribute &one : span.attributes)
        attributes.append(one.text.isEmpty() ? attribute(one.key, one.number) : attribute(one.key, one.text));
    QJsonObject document{
        {u"traceId"_s, QString::fromLatin1(traceIdOf(span.traceparent))},
        {u"spanId"_s, QString::fromLatin1(spanIdOf(span.traceparent))},
        {u"name"_s, QString::fromUtf8(span.name)},
        {u"kind"_s, static_cast<int>(span.kind)},
        {u"startTimeUnixNano"_s, nanoseconds(span.began)},
        {u"endTimeUnixNano"_s,
         nanoseconds(span.began + std::chrono::duration_cast<std::chrono::system_clock::duration>(span.took))},
        {u"attributes"_s, attributes},
        {u"status"_s, span.failed ? QJsonObject{{u"code"_s, 2}} : QJsonObject()}};
    if (!span.parent.isEmpty())
        document[u"parentSpanId"] = QString::fromLatin1(span.parent);
    return document;
}

} // namespace

QByteArray toOtlpJson(const QList<Span> &spans)
{
    QMap<QByteArray, QJsonArray> byService;
    for (const Span &span : spans)
        byService[span.service].append(toJson(span));
    const QByteArray ours = version().toUtf8();
    QJsonArray resources;
    for (auto it = byService.cbegin(); it != byService.cend(); ++it) {
        const QJsonObject resource{{u"attributes"_s, QJsonArray{attribute("service.name", it.key()),
                                                                attribute("service.namespace", QByteArray("pos")),
                                                                attribute("service.version", ours)}}};
        const QJsonObject scope{{u"name"_s, u"pos-backoffice"_s}, {u"version"_s, version()}};
        resources.append(
            QJsonObject{{u"resource"_s, resource},
                        {u"scopeSpans"_s, QJsonArray{QJsonObject{{u"scope"_s, scope}, {u"spans"_s, it.value()}}}}});
    }
    return QJsonDocument(QJsonObject{{u"resourceSpans"_s, resources}}).toJson(QJsonDocument::Compact);
}

} // namespace pos::trace
