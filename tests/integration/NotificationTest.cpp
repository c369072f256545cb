// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/keyring/LocalKeyService.h"
#include "server/infra/keyring/OpaqueToken.h"
#include "server/infra/outbox/OutboxReader.h"
#include "server/infra/smtp/SmtpMailer.h"
#include "server/notification/MailSender.h"
#include "server/notification/MailTemplates.h"
#include "server/notification/NotificationRoutes.h"
#include "server/runtime/MailLinks.h"
#include "tests/support/MailServer.h"
#include "tests/support/TestDatabase.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace pos;
using namespace pos::notification;
using runtime::MailLinks;

namespace {

constexpr pg::Statement kShop{"test_shop",
                              "INSERT INTO shop.tenants (id, slug, name, currency, zone, created_at, updated_at)"
                              " VALUES ($1, $2, 'Kopi & Teh', 'IDR', 'Asia/Jakarta', $3, $3)"};
constexpr pg::Statement kUser{"test_user", R"(
    INSERT INTO identity.users (tenant_id, id, subject_pid, name_enc, email_enc, hash_version, password_hash, role, status,
                                language, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, 1, 'x', 'owner', 'active', 'id', $6, $6))"};

const QString kName = QStringLiteral("Budi <Santoso> & Anak");
const QString kEmail = QStringLiteral("budi.canary@example.org");

} // namespace

class NotificationTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    test::TestDatabase m_test;
    ManualClock m_clock{SystemClock().now()};
    std::unique_ptr<keyring::LocalKeyService> m_keys =
        std::move(*keyring::LocalKeyService::open(m_folder.filePath(QStringLiteral("keys/master.key"))));
    keyring::SubjectKeys m_subjects{*m_keys, m_clock};
    keyring::FieldCipher m_cipher;
    keyring::PersonalData m_personal{*m_keys, m_subjects, m_cipher};
    smtp::KeepingMailer m_keeping{"shop@example.com"};
    std::atomic<bool> m_never = false;
    MailLinks::Person m_person;

    pg::Database &db() { return m_test.database(); }
    pg::Row message()
    {
        m_rows = m_test.admin("SELECT * FROM mail.messages");
        return m_rows.first();
    }
    pg::Rows m_rows;

    MailWriter writer(const smtp::Mailer &mailer) { return MailWriter(m_clock, m_personal, mailer); }

    void ask(MailLinks::Purpose purpose)
    {
        const Result<void> asked = db().forTenant(m_person.tenant, [&](pg::Transaction &tx) {
            return MailLinks::send(tx, m_clock, m_personal, "auth-service", m_person, purpose);
        });
        QVERIFY2(asked, asked ? "" : qPrintable(asked.error().detail));
    }

    // What the dispatcher would hand over.
    Result<void> deliver(MailWriter &mails)
    {
        const pg::Rows rows =
            m_test.admin("SELECT * FROM events.outbox WHERE topic = 'pos.notification.v1' ORDER BY seq");
        return db().asSystem([&](pg::Transaction &tx) -> Result<void> {
            for (const pg::Row row : rows)
                POS_CHECK(mails.handle(tx, outbox::reader::eventOf(row)));
            return {};
        });
    }

    Result<http::Response> call(const char *method, const char *pattern, const smtp::Mailer &mailer, const Id &id = {},
                                const Id &shop = {})
    {
        MailWriter mails = writer(mailer);
        NotificationRoutes routes(db(), m_clock, mails, mailer);
        http::Endpoints endpoints(contract::Service::Notification);
        routes.bind(endpoints);
        POS_TRY(const std::vector<http::BoundRoute> bound, endpoints.finish());
        http::Request request;
        request.method = method;
        request.path = pattern;
        request.requestId = "test";
        request.headers = {{"Content-Type", "application/json"}};
        request.params.insert("id", id.toString().toLatin1());
        http::Principal principal;
        principal.user = m_person.user;
        principal.tenant = shop.isNull() ? m_person.tenant : shop;
        principal.role = contract::Role::Owner;
        POS_TRY(const http::Call made, http::Call::make(request, principal));
        for (const http::BoundRoute &route : bound) {
            if (QByteArrayView(route.spec->pattern) == pattern && QByteArrayView(route.spec->method) == method)
                return route.endpoint(made);
        }
        return fail(Error::internal(QStringLiteral("no such route")));
    }
    static QJsonObject bodyOf(const Result<http::Response> &response)
    {
        return response ? QJsonDocument::fromJson(response->body).object() : QJsonObject();
    }

private Q_SLOTS:
    void init()
    {
        m_test.admin("TRUNCATE shop.tenants, events.outbox CASCADE");
        m_clock.set(SystemClock().now());
        m_person = {Id::make(m_clock), Id::make(m_clock), Id::make(m_clock), Language::Indonesian};
        const auto made = db().forTenant(m_person.tenant, [&](pg::Transaction &tx) -> Result<void> {
            tx.queue(kShop,
                     pg::Params(m_person.tenant, QStringLiteral("shop-%1").arg(m_person.tenant.toString().right(12)),
                                m_clock.now()));
            POS_TRY(const auto key, m_subjects.create(tx, m_person.tenant, m_person.subject));
            POS_TRY(const auto name,
                    m_cipher.seal(*key, {keyring::kUserName, m_person.tenant, m_person.user, m_person.subject},
                                  kName.toUtf8()));
            POS_TRY(const auto email,
                    m_cipher.seal(*key, {keyring::kUserEmail, m_person.tenant, m_person.user, m_person.subject},
                                  kEmail.toUtf8()));
            tx.queue(kUser, pg::Params(m_person.tenant, m_person.user, m_person.subject, name, email, m_clock.now()));
            return {};
        });
        QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
    }

    void aMailIsKeptSealedAndOpensForThePersonInCharge()
    {
        ask(MailLinks::Purpose::Verification);
        MailWriter mails = writer(m_keeping);
        const Result<void> done = deliver(mails);
        QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
        QCOMPARE(message().text("status"), QStringLiteral("kept"));
        const Id id = message().id("id");

        const auto content = call("GET", "/api/v1/notifications/{id}", m_keeping, id);
        QVERIFY2(content, content ? "" : qPrintable(content.error().detail));
        const QJsonObject mail = bodyOf(content);
        QCOMPARE(mail[QStringLiteral("recipient")].toString(), kEmail);
        QCOMPARE(mail[QStringLiteral("title")].toString(),
                 QStringLiteral("Verifikasi alamat email Anda untuk Kopi & Teh"));
        QVERIFY(mail[QStringLiteral("text")].toString().contains(kName));
        QVERIFY(mail[QStringLiteral("html")].toString().contains(QStringLiteral("Budi &lt;Santoso&gt; &amp; Anak")));
        QVERIFY(mail[QStringLiteral("text")].toString().contains(QStringLiteral("(Asia/Jakarta)")));

        // The code in it is the one that was made.
        const QString code = mail[QStringLiteral("text")]
                                 .toString()
                                 .split(u'\n')
                                 .filter(QRegularExpression(QStringLiteral("^[A-Za-z0-9_-]{86}$")))
                                 .value(0);
        const auto used = db().forTenant(m_person.tenant, [&](pg::Transaction &tx) -> Result<Id> {
            POS_TRY(const auto token, keyring::OpaqueToken::parse(code));
            return MailLinks::use(tx, m_clock, token, MailLinks::Purpose::Verification);
        });
        QCOMPARE(used.value_or(Id()), m_person.user);

        // Nothing of it lies anywhere in clear, and the look was recorded with its purpose.
        for (const char *table : {"mail.messages", "events.outbox", "identity.tokens", "identity.users"}) {
            const QString all =
                m_test.admin(QByteArray("SELECT coalesce(string_agg(t::text, ' '), '') AS v FROM ") + table + " t")
                    .first()
                    .text("v");
            QVERIFY(!all.isEmpty());
            for (const QString &canary : {QStringLiteral("canary"), QStringLiteral("Santoso"), code})
                QVERIFY2(!all.contains(canary) && !all.contains(QString::fromLatin1(canary.toUtf8().toHex())), table);
        }
        const pg::Rows looks = m_test.admin("SELECT data FROM events.outbox WHERE type = 'notification.read'");
        QCOMPARE(looks.size(), 1);
        QCOMPARE(looks.first().json("data")[QStringLiteral("purpose")].toString(), QStringLiteral("support"));
    }

    void aListShowsNobody()
    {
        ask(MailLinks::Purpose::Reset);
        MailWriter mails = writer(m_keeping);
        QVERIFY(deliver(mails));
        const auto list = call("GET", "/api/v1/notifications", m_keeping);
        QCOMPARE(bodyOf(list)[QStringLiteral("items")].toArray().size(), 1);
        QVERIFY(!list->body.contains("canary"));
        QVERIFY(!list->body.contains("Santoso"));
        const Id other = Id::make(m_clock);
        QCOMPARE(bodyOf(call("GET", "/api/v1/notifications", m_keeping, {}, other))[QStringLiteral("items")]
                     .toArray()
                     .size(),
                 0);
        QCOMPARE(call("GET", "/api/v1/notifications/{id}", m_keeping, message().id("id"), other).error().code,
                 ErrorCode::NotFound);
        QCOMPARE(call("GET", "/api/v1/notifications/{id}/eml", m_keeping, message().id("id"), other).error().code,
                 ErrorCode::NotFound);
    }

    void theSavedFileIsTheMail()
    {
        ask(MailLinks::Purpose::Invitation);
        MailWriter mails = writer(m_keeping);
        QVERIFY(deliver(mails));
        const auto eml = call("GET", "/api/v1/notifications/{id}/eml", m_keeping, message().id("id"));
        QVERIFY(eml);
        QCOMPARE(eml->header("Content-Type"), QByteArray("message/rfc822"));
        QVERIFY(eml->header("Content-Disposition").startsWith("attachment"));
        QVERIFY(eml->body.contains("To: <" + kEmail.toLatin1() + ">\r\n"));
        QVERIFY(eml->body.contains("From: \"Kopi & Teh\"\r\n <shop@example.com>\r\n"));
    }

    void everyTemplateFillsInBothLanguages()
    {
        const MailTemplates::Values values{{QStringLiteral("shop"), QStringLiteral("<Toko>")},
                                           {QStringLiteral("name"), QStringLiteral("A\r\nB")},
                                           {QStringLiteral("code"), QStringLiteral("C0DE")},
                                           {QStringLiteral("expires"), QStringLiteral("besok")}};
        for (int i = 0; i < contract::mailTemplateWords().size(); ++i) {
            for (const Language language : {Language::Indonesian, Language::English}) {
                const auto mail = MailTemplates::render(static_cast<contract::MailTemplate>(i), language, values);
                QVERIFY2(mail, mail ? "" : qPrintable(mail.error().detail));
                QVERIFY(!mail->title.isEmpty() && !mail->text.startsWith(u'\n') && !mail->text.isEmpty());
                QVERIFY(mail->title.contains(QStringLiteral("<Toko>")));
                QVERIFY(mail->html.contains(QStringLiteral("&lt;Toko&gt;"))
                        && !mail->html.contains(QStringLiteral("<Toko>")));
                QVERIFY(mail->html.contains(
                    QStringLiteral("<html lang=\"%1\">").arg(QString::fromLatin1(toWord(language)))));
                for (const QString &text : {mail->title, mail->text, mail->html})
                    QVERIFY(!text.contains(QStringLiteral("{{")) && !text.contains(u'\r'));
            }
        }
        QCOMPARE(
            bodyOf(call("GET", "/api/v1/notification-templates", m_keeping))[QStringLiteral("items")].toArray().size(),
            10);
    }

    void askedTwiceOrTooLateOrForNobodyMakesNoSecondMail()
    {
        ask(MailLinks::Purpose::Verification);
        MailWriter mails = writer(m_keeping);
        QVERIFY(deliver(mails));
        QVERIFY(deliver(mails));
        QCOMPARE(m_test.admin("SELECT * FROM mail.messages").size(), 1);

        ask(MailLinks::Purpose::Verification); // ends the first link
        m_test.admin("DELETE FROM mail.messages");
        QVERIFY(deliver(mails));
        QCOMPARE(m_test.admin("SELECT * FROM mail.messages").size(), 1);

        m_test.admin("DELETE FROM mail.messages");
        m_clock.advance(std::chrono::hours(25));
        QVERIFY(deliver(mails));
        QCOMPARE(m_test.admin("SELECT * FROM mail.messages").size(), 0);

        ask(MailLinks::Purpose::Reset);
        QVERIFY(db().forTenant(m_person.tenant, [&](pg::Transaction &tx) -> Result<void> {
            m_subjects.destroy(tx, m_person.tenant, m_person.subject);
            return {};
        }));
        m_subjects.forget(m_person.tenant, m_person.subject);
        QVERIFY(deliver(mails));
        QCOMPARE(m_test.admin("SELECT * FROM mail.messages").size(), 0);
    }

    void withAMailServerItIsSentAndCounted()
    {
        test::MailServer server;
        smtp::SmtpMailer mailer({.host = QStringLiteral("127.0.0.1"),
                                 .port = server.port(),
                                 .username = {},
                                 .password = {},
                                 .from = "shop@example.com"});
        MailWriter mails = writer(mailer);
        int counted = 0;
        MailSender sender(db(), m_clock, mails, mailer, [&](MailSender::Outcome outcome) {
            counted += outcome == MailSender::Outcome::Sent ? 1 : 0;
        });
        ask(MailLinks::Purpose::Verification);
        QVERIFY(deliver(mails));
        QCOMPARE(message().text("status"), QStringLiteral("queued"));
        QCOMPARE(sender.sendDue(m_never).value_or(-1), 1);
        QCOMPARE(server.next()[QStringLiteral("to")].toArray(), QJsonArray{kEmail});
        QCOMPARE(message().text("status"), QStringLiteral("sent"));
        QCOMPARE(counted, 1);
        QCOMPARE(sender.sendDue(m_never).value_or(-1), 0);
        QCOMPARE(call("POST", "/api/v1/notifications/{id}/retry", mailer, message().id("id")).error().reason,
                 QStringLiteral("not_to_be_sent"));
    }

    void anOutageIsWaitedForWithGrowingPatienceAndARefusalIsNot()
    {
        smtp::SmtpMailer nowhere({.host = QStringLiteral("127.0.0.1"),
                                  .port = 1,
                                  .username = {},
                                  .password = {},
                                  .from = "shop@example.com"});
        MailWriter mails = writer(nowhere);
        QList<MailSender::Outcome> outcomes;
        MailSender sender(db(), m_clock, mails, nowhere,
                          [&](MailSender::Outcome outcome) { outcomes.append(outcome); });
        ask(MailLinks::Purpose::Verification);
        QVERIFY(deliver(mails));
        Duration waited{0};
        for (int tries = 1; tries < MailSender::kMaxTries; ++tries) {
            QCOMPARE(sender.sendDue(m_never).value_or(-1), 0);
            QCOMPARE(message().text("status"), QStringLiteral("queued"));
            QCOMPARE(message().i32("tries"), tries);
            const Duration least = MailSender::backOff(tries) * 4 / 5;
            m_clock.advance(least);
            QCOMPARE(sender.sendDue(m_never).value_or(-1), 0);
            QCOMPARE(message().i32("tries"), tries); // not yet
            m_clock.advance(MailSender::backOff(tries) - least);
            waited += MailSender::backOff(tries);
        }
        QVERIFY(sender.sendDue(m_never));
        QCOMPARE(message().text("status"), QStringLiteral("failed"));
        QCOMPARE(message().i32("tries"), 8);
        QVERIFY(waited > std::chrono::hours(20) && waited < std::chrono::hours(24));
        QCOMPARE(outcomes, QList<MailSender::Outcome>(7, MailSender::Outcome::Postponed)
                               + QList<MailSender::Outcome>{MailSender::Outcome::Failed});
        QVERIFY(!message().text("error").contains(QStringLiteral("canary")));

        test::MailServer refusing({QStringLiteral("--reply"), QStringLiteral("550 no such person")});
        smtp::SmtpMailer refused({.host = QStringLiteral("127.0.0.1"),
                                  .port = refusing.port(),
                                  .username = {},
                                  .password = {},
                                  .from = "shop@example.com"});
        QVERIFY(call("POST", "/api/v1/notifications/{id}/retry", refused, message().id("id")));
        QCOMPARE(message().text("status"), QStringLiteral("queued"));
        MailWriter again = writer(refused);
        QVERIFY(MailSender(db(), m_clock, again, refused).sendDue(m_never));
        QCOMPARE(message().text("status"), QStringLiteral("failed"));
        QCOMPARE(message().i32("tries"), 1);
    }

    void aTestMailGoesToWhoeverAsks()
    {
        const auto made = call("POST", "/api/v1/notifications/test", m_keeping);
        QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
        QCOMPARE(made->status, 201);
        const auto content = call("GET", "/api/v1/notifications/{id}", m_keeping, message().id("id"));
        QCOMPARE(bodyOf(content)[QStringLiteral("recipient")].toString(), kEmail);
        QCOMPARE(call("POST", "/api/v1/notifications/{id}/retry", m_keeping, message().id("id")).error().reason,
                 QStringLiteral("no_mail_server"));
    }
};

QTEST_GUILESS_MAIN(NotificationTest)
#include "NotificationTest.moc"
