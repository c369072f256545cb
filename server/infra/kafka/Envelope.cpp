// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/kafka/Envelope.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace pos::kafka::envelope {

namespace {

constexpr QUuid kPlaces(0x5d4f0c5e, 0x2f1b, 0x4b0a, 0x9c, 0x56, 0x1e, 0x1b, 0x6f, 0x4d, 0x9a, 0x31);
constexpr qsizetype kLongestHeader = 500;

Error unreadableField(const char *name)
{
    return Error::invalid(QString::fromLatin1(name), QStringLiteral("unreadable"),
                          QStringLiteral("the message's %1 is missing or cannot be read").arg(QLatin1StringView(name)));
}

Result<QByteArray> word(const Headers &headers, const char *name)
{
    const auto found = headers.find(name);
    const auto isPlain = [](char c) { return c >= 0x20 && c < 0x7f; };
    if (found == headers.end() || found->second.isEmpty() || found->second.size() > kLongestHeader
        || !std::all_of(found->second.begin(), found->second.end(), isPlain))
        return fail(unreadableField(name));
    return found->second;
}

// The database's JSON has neither U+0000 nor half a surrogate pair.
bool isStorable(const QJsonValue &value)
{
    if (value.isString())
        return value.toString().isValidUtf16() && !value.toString().contains(QChar::Null);
    if (value.isArray()) {
        const QJsonArray items = value.toArray();
        return std::all_of(items.begin(), items.end(), isStorable);
    }
    const QJsonObject fields = value.toObject();
    const QStringList names = fields.keys();
    return std::all_of(names.begin(), names.end(), [](const QString &name) { return isStorable(QJsonValue(name)); })
           && std::all_of(fields.begin(), fields.end(), isStorable);
}

} // namespace

QByteArray keyOf(const outbox::Event &event)
{
    return event.tenant.toString().toLatin1() + '/' + event.subject;
}

std::vector<std::pair<const char *, QByteArray>> headersOf(const outbox::Event &event)
{
    std::vector<std::pair<const char *, QByteArray>> headers{{"ce_specversion", "1.0"},
                                                             {"ce_id", event.id.toString().toLatin1()},
                                                             {"ce_type", event.type},
                                                             {"ce_source", event.source},
                                                             {"ce_time", toRfc3339(event.time).toLatin1()},
                                                             {"ce_subject", event.subject},
                                                             {"content-type", "application/json"}};
    if (!event.tenant.isNull())
        headers.emplace_back("tenant_id", event.tenant.toString().toLatin1());
    if (!event.traceparent.isEmpty())
        headers.emplace_back("traceparent", event.traceparent);
    return headers;
}

QByteArray bodyOf(const outbox::Event &event)
{
    return event.text.isEmpty() ? QJsonDocument(event.data).toJson(QJsonDocument::Compact) : event.text;
}

Result<outbox::Event> read(const QByteArray &topic, const Headers &headers, const QByteArray &body)
{
    outbox::Event event;
    event.topic = topic;
    POS_TRY(const QByteArray id, word(headers, "ce_id"));
    POS_TRY(event.id, Id::parse(QString::fromLatin1(id)));
    POS_TRY(event.type, word(headers, "ce_type"));
    POS_TRY(event.source, word(headers, "ce_source"));
    POS_TRY(event.subject, word(headers, "ce_subject"));
    POS_TRY(const QByteArray time, word(headers, "ce_time"));
    POS_TRY(event.time, instantFromRfc3339(QString::fromLatin1(time)));
    if (headers.contains("tenant_id")) {
        POS_TRY(const QByteArray tenant, word(headers, "tenant_id"));
        POS_TRY(event.tenant, Id::parse(QString::fromLatin1(tenant)));
    }
    if (headers.contains("traceparent")) {
        POS_TRY(event.traceparent, word(headers, "traceparent"));
    }
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (!document.isObject())
        return fail(unreadableField("body"));
    event.data = document.object();
    if (body.contains("\\u") && !isStorable(event.data)) // nothing else can stand for such a character
        return fail(unreadableField("body"));
    return event;
}

outbox::Event unreadable(const QByteArray &topic, int partition, qint64 offset, Instant now)
{
    const QByteArray place = topic + '/' + QByteArray::number(partition) + '/' + QByteArray::number(offset);
    outbox::Event event;
    event.id = Id(QUuid::createUuidV5(kPlaces, place));
    event.topic = topic;
    event.type = "message.unreadable";
    event.source = "kafka";
    event.subject = place;
    event.time = now;
    event.data = {{QStringLiteral("partition"), partition}, {QStringLiteral("offset"), offset}};
    return event;
}

} // namespace pos::kafka::envelope
