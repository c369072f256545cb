// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/notification/MailWriter.h"

#include "server/infra/keyring/OpaqueToken.h"
#include "server/notification/MailTemplates.h"
#include "server/runtime/Actors.h"

#include <QLocale>
#include <QTimeZone>

namespace pos::notification {

namespace {

constexpr auto kSource = "notification-service";

// The transaction of a consumer belongs to no shop yet.
constexpr pg::Statement kOfShop{"mail_of_shop", "SELECT set_config('pos.tenant', $1, true)"};
constexpr pg::Statement kRecipient{"mail_recipient", "SELECT * FROM identity.mail_recipient($1)"};
constexpr pg::Statement kSecret{"mail_secret", "SELECT * FROM identity.mail_secret($1)"};
constexpr pg::Statement kShop{"mail_shop", "SELECT name, zone FROM shop.tenants WHERE id = $1"};

QString timeText(Instant instant, const QString &zone, Language language)
{
    const QTimeZone place(zone.toLatin1());
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(instant.time_since_epoch().count(), Qt::UTC)
                               .toTimeZone(place.isValid() ? place : QTimeZone::utc());
    const QLocale locale(language == Language::Indonesian ? QLocale::Indonesian : QLocale::English);
    return locale.toString(time, QStringLiteral("d MMMM yyyy HH:mm")) + QStringLiteral(" (%1)").arg(zone);
}

bool isErased(const Error &error)
{
    return error.code == ErrorCode::NotFound;
}

} // namespace

Result<void> MailWriter::handle(pg::Transaction &tx, const outbox::Event &event)
{
    if (event.type != contract::MailRequest::kType)
        return {};
    POS_TRY(const contract::MailRequest request, contract::MailRequest::read(contract::JsonReader(event.data)));
    tx.queue(kOfShop, pg::Params(event.tenant));
    POS_CHECK(write(tx, event.tenant, event.id, request, runtime::systemActor()));
    return {};
}

Result<std::optional<contract::Notification>> MailWriter::write(pg::Transaction &tx, const Id &tenant, const Id &id,
                                                                const contract::MailRequest &request,
                                                                const outbox::Actor &actor)
{
    const std::optional<contract::Notification> nobody;
    const size_t recipientAt = tx.queue(kRecipient, pg::Params(request.user));
    const size_t shopAt = tx.queue(kShop, pg::Params(tenant));
    const size_t secretAt = tx.queue(kSecret, pg::Params(request.token));
    POS_TRY(const std::vector<pg::Rows> rows, tx.flush());
    if (rows[recipientAt].isEmpty() || rows[shopAt].isEmpty())
        return nobody;
    const pg::Row person = rows[recipientAt].first();
    const pg::Row shop = rows[shopAt].first();
    if (person.isNull("email_enc"))
        return nobody;

    const Id subject = person.id("subject_pid");
    const Result<keyring::DataKeyPtr> key = m_personal.keys.load(tx, tenant, subject);
    if (!key && isErased(key.error()))
        return nobody;
    if (!key)
        return fail(key.error());
    const keyring::FieldCipher &cipher = m_personal.cipher;
    MailTemplates::Values values{{QStringLiteral("shop"), shop.text("name")}};
    POS_TRY(const QString recipient,
            cipher.openText(**key, {keyring::kUserEmail, tenant, request.user, subject}, person.bytes("email_enc")));
    if (!person.isNull("name_enc")) {
        POS_TRY(const QString name,
                cipher.openText(**key, {keyring::kUserName, tenant, request.user, subject}, person.bytes("name_enc")));
        values.insert(QStringLiteral("name"), name);
    }
    if (!request.token.isNull()) {
        const pg::Rows &secrets = rows[secretAt];
        if (secrets.isEmpty() || secrets.first().isNull("secret_enc")
            || secrets.first().instant("expires_at") <= m_clock.now())
            return nobody;
        const pg::Row secret = secrets.first();
        if (secret.id("subject_pid") != subject)
            return fail(Error::internal(QStringLiteral("the token belongs to somebody else")));
        POS_TRY(const QByteArray bytes, cipher.open(**key, {keyring::kTokenSecret, tenant, request.token, subject},
                                                    secret.bytes("secret_enc")));
        const auto token = keyring::OpaqueToken::fromSecret(tenant, request.token, bytes);
        values.insert(QStringLiteral("code"), QString::fromLatin1(token.toText()));
        values.insert(QStringLiteral("expires"),
                      timeText(secret.instant("expires_at"), shop.text("zone"), request.language));
    }
    POS_TRY(const MailText text, MailTemplates::render(request.mail, request.language, values));

    StoredMessage message;
    message.head = {id,
                    request.mail,
                    request.language,
                    m_mailer.sends() ? QStringLiteral("queued") : QStringLiteral("kept"),
                    request.user,
                    0,
                    {},
                    m_clock.now(),
                    {}};
    message.tenant = tenant;
    message.subject = subject;
    const auto seal = [&](const keyring::Column &column, const QString &plain) {
        return cipher.seal(**key, {column, tenant, id, subject}, QByteArrayView(plain.toUtf8()));
    };
    POS_TRY(message.recipient, seal(keyring::kMailRecipient, recipient));
    POS_TRY(message.title, seal(keyring::kMailTitle, text.title));
    POS_TRY(message.text, seal(keyring::kMailText, text.text));
    POS_TRY(message.html, seal(keyring::kMailHtml, text.html));
    MessageRepository::add(tx, message, m_clock.now());

    outbox::AuditEntry entry;
    entry.action = "notification.created";
    entry.entity = "notification";
    entry.entityId = id;
    entry.subject = subject;
    entry.purpose = "account";
    entry.fields = {QStringLiteral("name"), QStringLiteral("email")}; // read to write the mail
    entry.details = {{QStringLiteral("template"), contract::toWord(request.mail)}};
    outbox::appendAudit(tx, m_clock, kSource, tenant, actor, entry);
    return std::optional(message.head);
}

Result<contract::NotificationContent> MailWriter::open(pg::Transaction &tx, const StoredMessage &message)
{
    POS_TRY(const keyring::DataKeyPtr key, m_personal.keys.load(tx, message.tenant, message.subject));
    const auto text = [&](const keyring::Column &column, const QByteArray &sealed) {
        return m_personal.cipher.openText(*key, {column, message.tenant, message.head.id, message.subject}, sealed);
    };
    contract::NotificationContent content;
    content.head = message.head;
    content.from = QString::fromLatin1(m_mailer.from());
    POS_TRY(content.recipient, text(keyring::kMailRecipient, message.recipient));
    POS_TRY(content.title, text(keyring::kMailTitle, message.title));
    POS_TRY(content.text, text(keyring::kMailText, message.text));
    POS_TRY(content.html, text(keyring::kMailHtml, message.html));
    return content;
}

Result<smtp::Mail> MailWriter::toMail(pg::Transaction &tx, const StoredMessage &message)
{
    POS_TRY(const contract::NotificationContent content, open(tx, message));
    POS_TRY(const pg::Rows shops, tx.run(kShop, pg::Params(message.tenant)));
    smtp::Mail mail;
    mail.id = message.head.id;
    mail.fromName = shops.isEmpty() ? QString() : shops.first().text("name");
    mail.from = m_mailer.from();
    mail.to = content.recipient.toUtf8();
    mail.title = content.title;
    mail.text = content.text;
    mail.html = content.html;
    mail.language = message.head.language;
    mail.date = message.head.createdAt;
    return mail;
}

} // namespace pos::notification
