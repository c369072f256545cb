// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/notification/NotificationRoutes.h"

#include "server/infra/outbox/Outbox.h"
#include "server/infra/smtp/MimeMessage.h"
#include "server/notification/MailTemplates.h"
#include "server/runtime/Actors.h"
#include "server/runtime/Idempotency.h"

namespace pos::notification {

namespace {

using http::Call;
using http::Response;

constexpr auto kSource = "notification-service";
constexpr auto kSupport = "support"; // an owner looks at a mail for the person it is for
const QStringList kContentFields{QStringLiteral("recipient"), QStringLiteral("title"), QStringLiteral("text"),
                                 QStringLiteral("html")};

Result<std::optional<MessagePosition>> positionOf(const Call &call)
{
    POS_TRY(const QJsonObject cursor, call.cursor());
    if (cursor.isEmpty())
        return std::optional<MessagePosition>();
    contract::JsonReader reader(cursor, QStringLiteral("cursor"));
    const std::optional<Instant> createdAt = reader.optionalInstant("created_at");
    const Id id = reader.id("id");
    POS_CHECK(reader.finish());
    return std::optional(MessagePosition{createdAt.value_or(Instant()), id});
}

} // namespace

void NotificationRoutes::bind(http::Endpoints &endpoints)
{
    endpoints.bind("GET", "/api/v1/notifications", [this](const Call &call) { return list(call); });
    endpoints.bind("GET", "/api/v1/notifications/{id}", [this](const Call &call) { return read(call); });
    endpoints.bind("GET", "/api/v1/notifications/{id}/eml", [this](const Call &call) { return eml(call); });
    endpoints.bind("POST", "/api/v1/notifications/{id}/retry", [this](const Call &call) { return sendAgain(call); });
    endpoints.bind("POST", "/api/v1/notifications/test", [this](const Call &call) { return test(call); });
    endpoints.bind("GET", "/api/v1/notification-templates", [this](const Call &call) { return templates(call); });
}

Result<Response> NotificationRoutes::list(const Call &call)
{
    POS_CHECK(call.allowQuery({"status", "template", "user_id", "limit", "cursor"}));
    MessageFilter filter;
    POS_TRY(filter.status, call.queryOneOf("status", {QStringLiteral("kept"), QStringLiteral("queued"),
                                                      QStringLiteral("sent"), QStringLiteral("failed")}));
    POS_TRY(filter.mail, call.queryOneOf("template", contract::mailTemplateWords()));
    POS_TRY(filter.user, call.queryId("user_id"));
    POS_TRY(const int limit, call.limit());
    POS_TRY(const std::optional<MessagePosition> before, positionOf(call));
    const Id tenant = call.principal().tenant;
    POS_TRY(auto messages, m_database.forTenant(tenant, [&](pg::Transaction &tx) {
        return MessageRepository::list(tx, tenant, filter, before, limit + 1);
    }));
    const bool more = std::ssize(messages) > limit;
    if (more)
        messages.resize(static_cast<size_t>(limit));
    QJsonArray items;
    for (const contract::Notification &message : messages)
        items.append(message.toJson());
    std::optional<QJsonObject> next;
    if (more)
        next = QJsonObject{{QStringLiteral("created_at"), toRfc3339(messages.back().createdAt)},
                           {QStringLiteral("id"), messages.back().id.toString()}};
    return Response::page(items, next);
}

Result<Response> NotificationRoutes::read(const Call &call)
{
    POS_TRY(const Id id, call.pathId("id"));
    const Id tenant = call.principal().tenant;
    return m_database.forTenant(tenant, [&](pg::Transaction &tx) -> Result<Response> {
        POS_TRY(const StoredMessage message, MessageRepository::read(tx, tenant, id));
        record(tx, call, "notification.read", message, kSupport, kContentFields);
        POS_TRY(const contract::NotificationContent content, m_writer.open(tx, message));
        POS_CHECK(tx.commit()); // no record, no answer
        return Response::json(200, content.toJson());
    });
}

Result<Response> NotificationRoutes::eml(const Call &call)
{
    POS_TRY(const Id id, call.pathId("id"));
    const Id tenant = call.principal().tenant;
    return m_database.forTenant(tenant, [&](pg::Transaction &tx) -> Result<Response> {
        POS_TRY(const StoredMessage message, MessageRepository::read(tx, tenant, id));
        record(tx, call, "notification.read", message, kSupport, kContentFields);
        POS_TRY(const smtp::Mail mail, m_writer.toMail(tx, message));
        POS_CHECK(tx.commit());
        return Response::bytes("message/rfc822", smtp::toMime(mail))
            .with("Content-Disposition", "attachment; filename=\"" + id.toString().toLatin1() + ".eml\"");
    });
}

Result<Response> NotificationRoutes::sendAgain(const Call &call)
{
    POS_TRY(const Id id, call.pathId("id"));
    const Id tenant = call.principal().tenant;
    return m_database.forTenant(tenant, [&](pg::Transaction &tx) -> Result<Response> {
        POS_TRY(const auto earlier, runtime::claimKey(tx, m_clock, call, 200, id));
        if (earlier) {
            POS_TRY(const StoredMessage message, MessageRepository::read(tx, tenant, earlier->resource));
            return Response::json(earlier->status, message.head.toJson());
        }
        POS_TRY(const StoredMessage message, MessageRepository::read(tx, tenant, id));
        if (!m_mailer.sends())
            return fail(
                Error::conflict(QStringLiteral("no_mail_server"), QStringLiteral("set SMTP_HOST to send mails")));
        POS_TRY(const contract::Notification head, MessageRepository::sendAgain(tx, tenant, id, m_clock.now()));
        record(tx, call, "notification.retried", message, {}, {});
        return Response::json(200, head.toJson());
    });
}

Result<Response> NotificationRoutes::test(const Call &call)
{
    POS_TRY(contract::JsonReader body, call.json());
    POS_CHECK(body.finish());
    const http::Principal &who = call.principal();
    const Id id = Id::make(m_clock);
    const contract::MailRequest request{contract::MailTemplate::Test, who.user, call.language(), Id()};
    return m_database.forTenant(who.tenant, [&](pg::Transaction &tx) -> Result<Response> {
        POS_TRY(const auto earlier, runtime::claimKey(tx, m_clock, call, 201, id));
        if (earlier) {
            POS_TRY(const StoredMessage message, MessageRepository::read(tx, who.tenant, earlier->resource));
            return Response::json(earlier->status, message.head.toJson());
        }
        POS_TRY(const std::optional<contract::Notification> made,
                m_writer.write(tx, who.tenant, id, request, runtime::actorOf(call)));
        if (!made)
            return fail(
                Error::conflict(QStringLiteral("no_address"), QStringLiteral("your account has no e-mail address")));
        return Response::created("/api/v1/notifications/" + id.toString().toLatin1(), made->toJson());
    });
}

Result<Response> NotificationRoutes::templates(const Call &call)
{
    POS_CHECK(call.allowQuery({}));
    QJsonArray items;
    for (int i = 0; i < contract::mailTemplateWords().size(); ++i) {
        for (const Language language : {Language::Indonesian, Language::English}) {
            const auto mail = static_cast<contract::MailTemplate>(i);
            POS_TRY(const MailText text, MailTemplates::source(mail, language));
            items.append(QJsonObject{{QStringLiteral("template"), contract::toWord(mail)},
                                     {QStringLiteral("language"), QString::fromLatin1(toWord(language))},
                                     {QStringLiteral("title"), text.title},
                                     {QStringLiteral("text"), text.text},
                                     {QStringLiteral("html"), text.html}});
        }
    }
    return Response::page(items, {});
}

void NotificationRoutes::record(pg::Transaction &tx, const Call &call, const QByteArray &action,
                                const StoredMessage &message, const QByteArray &purpose, const QStringList &fields)
{
    outbox::AuditEntry entry;
    entry.action = action;
    entry.entity = "notification";
    entry.entityId = message.head.id;
    entry.subject = message.subject;
    entry.purpose = purpose;
    entry.fields = fields;
    outbox::appendAudit(tx, m_clock, kSource, message.tenant, runtime::actorOf(call), entry);
}

} // namespace pos::notification
