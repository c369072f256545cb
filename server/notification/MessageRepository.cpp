// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/notification/MessageRepository.h"

namespace pos::notification {

namespace {

constexpr pg::Statement kAdd{"mail_add", R"(
    INSERT INTO mail.messages (tenant_id, id, template, language, user_id, subject_pid, recipient_enc, title_enc, text_enc,
                               html_enc, status, created_at, next_try_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, CASE WHEN $11 = 'queued' THEN $13::timestamptz END)
    ON CONFLICT (tenant_id, id) DO NOTHING)"};

constexpr pg::Statement kList{"mail_list", R"(
    SELECT id, template, language, status, user_id, tries, error, created_at, sent_at FROM mail.messages
    WHERE tenant_id = $1 AND ($2::text IS NULL OR status = $2::text) AND ($3::text IS NULL OR template = $3::text)
      AND ($4::uuid IS NULL OR user_id = $4::uuid) AND (created_at, id) < ($5::timestamptz, $6::uuid)
    ORDER BY created_at DESC, id DESC LIMIT $7)"};

constexpr pg::Statement kRead{"mail_read", "SELECT * FROM mail.messages WHERE tenant_id = $1 AND id = $2"};

constexpr pg::Statement kSendAgain{"mail_send_again", R"(
    UPDATE mail.messages SET status = 'queued', next_try_at = $3, tries = 0, error = NULL
    WHERE tenant_id = $1 AND id = $2 AND status IN ('kept', 'failed')
    RETURNING *)"};

constexpr pg::Statement kTakeDue{"mail_take_due", R"(
    UPDATE mail.messages SET tries = tries + 1, next_try_at = $2
    WHERE (tenant_id, id) = (SELECT tenant_id, id FROM mail.messages WHERE status = 'queued' AND next_try_at <= $1
                             ORDER BY next_try_at LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING *)"};

constexpr pg::Statement kMarkSent{"mail_mark_sent", R"(
    UPDATE mail.messages SET status = 'sent', sent_at = $3, next_try_at = NULL, error = NULL
    WHERE tenant_id = $1 AND id = $2)"};
constexpr pg::Statement kMarkFailed{"mail_mark_failed", R"(
    UPDATE mail.messages SET status = 'failed', next_try_at = NULL, error = $3 WHERE tenant_id = $1 AND id = $2)"};
constexpr pg::Statement kPostpone{"mail_postpone", R"(
    UPDATE mail.messages SET next_try_at = $4, error = $3 WHERE tenant_id = $1 AND id = $2)"};

const MessagePosition kEndOfList{std::chrono::sys_days(std::chrono::year(9999) / 12 / 31),
                                 Id(QUuid("ffffffff-ffff-ffff-ffff-ffffffffffff"))};

contract::Notification headOf(const pg::Row &row)
{
    contract::Notification head;
    head.id = row.id("id");
    head.mail = static_cast<contract::MailTemplate>(contract::mailTemplateWords().indexOf(row.text("template")));
    head.language = row.ascii("language") == "id" ? Language::Indonesian : Language::English;
    head.status = row.text("status");
    head.user = row.id("user_id");
    head.tries = row.i32("tries");
    head.error = row.optionalText("error");
    head.createdAt = row.instant("created_at");
    head.sentAt = row.optionalInstant("sent_at");
    return head;
}

StoredMessage messageOf(const pg::Row &row)
{
    return {headOf(row),
            row.id("tenant_id"),
            row.id("subject_pid"),
            row.bytes("recipient_enc"),
            row.bytes("title_enc"),
            row.bytes("text_enc"),
            row.bytes("html_enc")};
}

} // namespace

void MessageRepository::add(pg::Transaction &tx, const StoredMessage &message, Instant firstTry)
{
    const contract::Notification &head = message.head;
    tx.queue(kAdd, pg::Params(message.tenant, head.id, contract::toWord(head.mail), toWord(head.language).constData(),
                              head.user, message.subject, message.recipient, message.title, message.text, message.html,
                              head.status, head.createdAt, firstTry));
}

Result<std::vector<contract::Notification>> MessageRepository::list(pg::Transaction &tx, const Id &tenant,
                                                                    const MessageFilter &filter,
                                                                    const std::optional<MessagePosition> &before,
                                                                    int limit)
{
    const MessagePosition end = before.value_or(kEndOfList);
    POS_TRY(const pg::Rows rows,
            tx.run(kList, pg::Params(tenant, filter.status, filter.mail, filter.user, end.createdAt, end.id, limit)));
    std::vector<contract::Notification> items;
    for (const pg::Row row : rows)
        items.push_back(headOf(row));
    return items;
}

Result<StoredMessage> MessageRepository::read(pg::Transaction &tx, const Id &tenant, const Id &id)
{
    POS_TRY(const pg::Rows rows, tx.run(kRead, pg::Params(tenant, id)));
    if (rows.isEmpty())
        return fail(Error::notFound(QStringLiteral("notification")));
    return messageOf(rows.first());
}

Result<contract::Notification> MessageRepository::sendAgain(pg::Transaction &tx, const Id &tenant, const Id &id,
                                                            Instant now)
{
    POS_TRY(const pg::Rows rows, tx.run(kSendAgain, pg::Params(tenant, id, now)));
    if (!rows.isEmpty())
        return headOf(rows.first());
    POS_TRY(const StoredMessage message, read(tx, tenant, id));
    return fail(Error::conflict(QStringLiteral("not_to_be_sent"),
                                QStringLiteral("the mail is %1 already").arg(message.head.status)));
}

Result<std::optional<StoredMessage>> MessageRepository::takeDue(pg::Transaction &tx, Instant now, Instant until)
{
    POS_TRY(const pg::Rows rows, tx.run(kTakeDue, pg::Params(now, until)));
    return rows.isEmpty() ? std::nullopt : std::optional(messageOf(rows.first()));
}

void MessageRepository::markSent(pg::Transaction &tx, const StoredMessage &message, Instant now)
{
    tx.queue(kMarkSent, pg::Params(message.tenant, message.head.id, now));
}

void MessageRepository::markFailed(pg::Transaction &tx, const StoredMessage &message, const QString &error)
{
    tx.queue(kMarkFailed, pg::Params(message.tenant, message.head.id, error));
}

void MessageRepository::postpone(pg::Transaction &tx, const StoredMessage &message, const QString &error,
                                 Instant nextTry)
{
    tx.queue(kPostpone, pg::Params(message.tenant, message.head.id, error, nextTry));
}

} // namespace pos::notification
