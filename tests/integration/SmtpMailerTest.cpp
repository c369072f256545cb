// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/smtp/SmtpMailer.h"
#include "server/infra/smtp/MimeMessage.h"
#include "tests/support/MailServer.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace pos;
using namespace pos::smtp;

class SmtpMailerTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString certificate() const { return m_folder.filePath(QStringLiteral("cert.pem")); }
    QString key() const { return m_folder.filePath(QStringLiteral("key.pem")); }
    QStringList withTls() const
    {
        return {QStringLiteral("--certificate"), certificate(), QStringLiteral("--key"), key()};
    }

    static Mail mail()
    {
        Mail made;
        made.id = Id::make(SystemClock());
        made.fromName = QStringLiteral("Toko \"Kopi\" é");
        made.from = "shop@example.com";
        made.to = "budi@example.org";
        made.title = QStringLiteral("Verifikasi — ") + QString(120, QChar(0x00e9)) + QStringLiteral(" 😀");
        made.text =
            QStringLiteral("Halo Budi,\n\n.\nkode: =?abc?=\n") + QString(300, u'x') + QStringLiteral("\n日本語");
        made.html = QStringLiteral("<p>Halo &lt;Budi&gt;</p>\n");
        made.date = Instant(std::chrono::milliseconds(1767225600000));
        return made;
    }

    static QString header(const QJsonObject &received, const QString &name)
    {
        for (const QJsonValue header : received[QStringLiteral("headers")].toArray()) {
            if (header[0].toString() == name)
                return header[1].toString();
        }
        return {};
    }

    SmtpMailer::Options options(int port, bool trusts = true) const
    {
        SmtpMailer::Options made;
        made.host = QStringLiteral("127.0.0.1");
        made.port = port;
        made.from = "shop@example.com";
        made.authorityFile = trusts ? certificate().toUtf8() : QByteArray();
        return made;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QCOMPARE(QProcess::execute(QStringLiteral("openssl"),
                                   {QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"),
                                    QStringLiteral("ec"), QStringLiteral("-pkeyopt"),
                                    QStringLiteral("ec_paramgen_curve:P-256"), QStringLiteral("-nodes"),
                                    QStringLiteral("-days"), QStringLiteral("2"), QStringLiteral("-subj"),
                                    QStringLiteral("/CN=localhost"), QStringLiteral("-addext"),
                                    QStringLiteral("subjectAltName=IP:127.0.0.1,DNS:localhost"),
                                    QStringLiteral("-keyout"), key(), QStringLiteral("-out"), certificate()}),
                 0);
    }

    void aMailArrivesAsItWasWritten()
    {
        test::MailServer server(withTls());
        SmtpMailer mailer(options(server.port()));
        const Mail sent = mail();
        const Result<void> done = mailer.send(sent);
        QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
        const QJsonObject got = server.next();
        QCOMPARE(got[QStringLiteral("tls")].toBool(), true);
        QCOMPARE(got[QStringLiteral("from")].toString(), QStringLiteral("shop@example.com"));
        QCOMPARE(got[QStringLiteral("to")].toArray(), QJsonArray{QStringLiteral("budi@example.org")});
        QCOMPARE(got[QStringLiteral("defects")].toArray(), QJsonArray());
        QCOMPARE(got[QStringLiteral("ascii")].toBool(), true);
        QVERIFY(got[QStringLiteral("longest_line")].toInt() <= 78);
        QCOMPARE(header(got, QStringLiteral("Subject")), sent.title);
        QVERIFY(header(got, QStringLiteral("From")).contains(QStringLiteral("é")));
        QCOMPARE(header(got, QStringLiteral("Message-ID")),
                 u'<' + sent.id.toString() + QStringLiteral("@example.com>"));
        QCOMPARE(header(got, QStringLiteral("Date")), QStringLiteral("Thu, 01 Jan 2026 00:00:00 +0000"));
        QCOMPARE(got[QStringLiteral("text")].toString().replace(QStringLiteral("\r\n"), QStringLiteral("\n")),
                 sent.text);
        QCOMPARE(got[QStringLiteral("html")].toString().replace(QStringLiteral("\r\n"), QStringLiteral("\n")),
                 sent.html);
    }

    void aValueNeverBecomesAHeader()
    {
        Mail evil = mail();
        evil.title = QStringLiteral("Hello\r\nBcc: thief@example.net");
        evil.fromName = QStringLiteral("Shop\r\nBcc: thief@example.net");
        evil.to = "budi@example.org";
        const QByteArray mime = toMime(evil);
        QVERIFY(!mime.contains("\nBcc:"));
        QVERIFY(mime.contains("Subject: Hello Bcc: thief@example.net\r\n"));
        evil.to = "budi@example.org>\r\nRCPT TO:<thief@example.net";
        test::MailServer server;
        SmtpMailer mailer(options(server.port()));
        QCOMPARE(mailer.send(evil).error().code, ErrorCode::Conflict);
    }

    void signsInOverTlsAlone()
    {
        test::MailServer server(withTls() + QStringList{QStringLiteral("--sign-in"), QStringLiteral("shop:secret")});
        SmtpMailer::Options good = options(server.port());
        good.username = QStringLiteral("shop");
        good.password = Secret(QByteArray("secret"));
        SmtpMailer mailer(std::move(good));
        QVERIFY(mailer.send(mail()));
        QVERIFY(server.next()[QStringLiteral("signed_in")].toBool());
        QVERIFY(mailer.check());

        SmtpMailer::Options wrong = options(server.port());
        wrong.username = QStringLiteral("shop");
        wrong.password = Secret(QByteArray("guess"));
        const Result<void> refused = SmtpMailer(std::move(wrong)).send(mail());
        QCOMPARE(refused.error().reason, QStringLiteral("mail_sign_in"));
        QVERIFY(!refused.error().detail.contains(QStringLiteral("guess")));
    }

    void aServerElsewhereWithoutTlsGetsNothing()
    {
        test::MailServer server;
        SmtpMailer::Options elsewhere = options(server.port());
        elsewhere.host = QStringLiteral("::ffff:127.0.0.1"); // reaches it, and is not written as this machine
        QCOMPARE(SmtpMailer(std::move(elsewhere)).send(mail()).error().reason, QStringLiteral("mail_no_tls"));
        QVERIFY(SmtpMailer(options(server.port())).send(mail())); // this machine itself may
        QCOMPARE(server.next()[QStringLiteral("tls")].toBool(), false);
    }

    void aCertificateNobodyVouchesForIsRefused()
    {
        test::MailServer server(withTls());
        QCOMPARE(SmtpMailer(options(server.port(), false)).send(mail()).error().reason,
                 QStringLiteral("mail_certificate"));
    }

    void aRefusalForGoodIsToldFromOneForNow()
    {
        test::MailServer never({QStringLiteral("--reply"), QStringLiteral("550 no such person")});
        QCOMPARE(SmtpMailer(options(never.port())).send(mail()).error().code, ErrorCode::Conflict);
        test::MailServer later({QStringLiteral("--reply"), QStringLiteral("451 not now")});
        QCOMPARE(SmtpMailer(options(later.port())).send(mail()).error().code, ErrorCode::Unavailable);
    }

    void aServerThatIsNotThereOrSaysNothingIsWaitedForNoLongerThanSaid()
    {
        test::MailServer silent({QStringLiteral("--silent")});
        SmtpMailer::Options impatient = options(silent.port());
        impatient.timeout = std::chrono::milliseconds(300);
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(SmtpMailer(std::move(impatient)).send(mail()).error().code, ErrorCode::Unavailable);
        QVERIFY(timer.elapsed() < 5000);
        QCOMPARE(SmtpMailer(options(1)).send(mail()).error().code, ErrorCode::Unavailable);
    }
};

QTEST_GUILESS_MAIN(SmtpMailerTest)
#include "SmtpMailerTest.moc"
