// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/keyring/LookupHash.h"

#include "core/base/EmailAddress.h"
#include "server/infra/keyring/LocalKeyService.h"

#include <QTemporaryDir>
#include <QTest>

using namespace pos;
using namespace pos::keyring;

class LookupHashTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<LocalKeyService> m_keys;
    const Id m_shop = Id::parse(u"01890000-0000-7000-8000-000000000001").value();
    const Id m_otherShop = Id::parse(u"01890000-0000-7000-8000-000000000002").value();

private Q_SLOTS:
    void initTestCase() { m_keys = LocalKeyService::open(m_folder.filePath(QStringLiteral("master.key"))).value(); }

    void emailsAreOneInEverySpelling_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("normal");
        QTest::newRow("as it is") << QStringLiteral("siti@toko.example") << QStringLiteral("siti@toko.example");
        QTest::newRow("capitals and blanks")
            << QStringLiteral(" Siti@TOKO.Example ") << QStringLiteral("siti@toko.example");
        QTest::newRow("full width") << QStringLiteral("ｓｉｔｉ@toko.example") << QStringLiteral("siti@toko.example");
        QTest::newRow("IDNA") << QStringLiteral("siti@Bücher.example") << QStringLiteral("siti@xn--bcher-kva.example");
        QTest::newRow("composed") << QStringLiteral("jose\u0301@toko.example")
                                  << QStringLiteral("jos\u00e9@toko.example");
    }
    void emailsAreOneInEverySpelling()
    {
        QFETCH(QString, typed);
        QFETCH(QString, normal);
        QCOMPARE(normaliseEmail(typed).value(), normal);
        const LookupHash lookup(*m_keys);
        QCOMPARE(lookup.email(m_shop, typed).value().bytes, lookup.email(m_shop, normal).value().bytes);
        QCOMPARE(lookup.login(typed).value().bytes, lookup.login(normal).value().bytes);
    }

    void whatIsNoEmailIsRefused_data()
    {
        QTest::addColumn<QString>("typed");
        for (const char *typed :
             {"", "siti", "@toko.example", "siti@", "a b@toko.example", "a@b@toko.example", "siti@.example",
              "siti@toko..example", "a\r\nBcc: x@y.example", "<siti@toko.example>", "siti@to ko.example"})
            QTest::newRow(typed) << QString::fromLatin1(typed);
        QTest::newRow("long") << QString(65, u'a') + QStringLiteral("@toko.example");
    }
    void whatIsNoEmailIsRefused()
    {
        QFETCH(QString, typed);
        QCOMPARE(normaliseEmail(typed).error().reason, QStringLiteral("not_an_email"));
    }

    void phonesAreOneInEverySpelling_data()
    {
        QTest::addColumn<QString>("typed");
        for (const char *typed :
             {"081234567890", "+6281234567890", "0812-3456-7890", "+62 812 3456 7890", "(0812) 3456 7890"})
            QTest::newRow(typed) << QString::fromLatin1(typed);
    }
    void phonesAreOneInEverySpelling()
    {
        QFETCH(QString, typed);
        QCOMPARE(normalisePhone(typed).value(), QStringLiteral("+6281234567890"));
        const LookupHash lookup(*m_keys);
        QCOMPARE(lookup.phone(m_shop, typed).value().bytes,
                 lookup.phone(m_shop, QStringLiteral("+6281234567890")).value().bytes);
    }

    void whatIsNoPhoneIsRefused()
    {
        for (const char *typed : {"", "12", "abc", "08", "+62812345678901234567890"})
            QCOMPARE(normalisePhone(QString::fromLatin1(typed)).error().reason, QStringLiteral("not_a_phone"));
    }

    void everyShopAndEveryFieldHashesApart()
    {
        const LookupHash lookup(*m_keys);
        const QString email = QStringLiteral("siti@toko.example");
        QVERIFY(lookup.email(m_shop, email).value().bytes != lookup.email(m_otherShop, email).value().bytes);
        QVERIFY(lookup.email(m_shop, email).value().bytes != lookup.login(email).value().bytes);
        QCOMPARE(lookup.email(m_shop, email).value().version, 1);
    }
};

QTEST_APPLESS_MAIN(LookupHashTest)
#include "LookupHashTest.moc"
