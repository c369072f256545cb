// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/SettingsTable.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace pos;
using namespace pos::config;

class SettingsTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_data;

    Result<Settings> load(const QMap<QString, QString> &environment, const QByteArray &dotEnv = {},
                          const QByteArray &file = {})
    {
        QProcessEnvironment variables;
        for (auto it = environment.cbegin(); it != environment.cend(); ++it)
            variables.insert(it.key(), it.value());
        write(QStringLiteral("dotenv"), dotEnv);
        write(QStringLiteral("settings.env"), file);
        return Settings::load({variables, m_data.filePath(QStringLiteral("dotenv")), m_data.path(), 9000});
    }

    void write(const QString &name, const QByteArray &text)
    {
        QFile file(m_data.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

private Q_SLOTS:
    void nothingSetMeansTheEmbeddedParts()
    {
        const auto settings = load({});
        QVERIFY(settings);
        QVERIFY(settings->databaseUrl.isEmpty());
        QVERIFY(settings->smtpHost.isEmpty());
        QCOMPARE(settings->listenAddress, QStringLiteral("127.0.0.1"));
        QCOMPARE(settings->logLevel, QStringLiteral("info"));
        QCOMPARE(settings->portBase, 9000);
        QCOMPARE(settings->backupAt, 150);
        QCOMPARE(settings->encryptionKeyPath, m_data.path() + QStringLiteral("/keys/master.key"));
        QVERIFY(!settings->registrationOpen);
        QVERIFY(settings->workerCount() >= 4);
    }

    void theEnvironmentWinsOverDotEnvAndDotEnvOverTheFile()
    {
        const auto settings =
            load({{QStringLiteral("LOG_LEVEL"), QStringLiteral("debug")}}, "LOG_LEVEL=warn\nPOS_WORKERS=3\n",
                 "LOG_LEVEL=error\nPOS_WORKERS=5\nPOS_REGISTRATION=open\n");
        QVERIFY(settings);
        QCOMPARE(settings->logLevel, QStringLiteral("debug"));
        QCOMPARE(settings->workerCount(), 3);
        QVERIFY(settings->registrationOpen);
    }

    void anEmptyVariableIsNotSet()
    {
        QCOMPARE(load({{QStringLiteral("LOG_LEVEL"), QString()}}, "LOG_LEVEL=warn")->logLevel, QStringLiteral("warn"));
    }

    void aWrongValueIsNamedWithWhatWasFoundAndWhatIsAllowed_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("allowed");
        QTest::newRow("choice") << QStringLiteral("LOG_LEVEL") << QStringLiteral("verbose")
                                << QStringLiteral("one of debug, info, warn, error");
        QTest::newRow("integer") << QStringLiteral("SMTP_PORT") << QStringLiteral("70000")
                                 << QStringLiteral("a whole number from 1 to 65535");
        QTest::newRow("not a number") << QStringLiteral("POS_WORKERS") << QStringLiteral("many")
                                      << QStringLiteral("from 1 to 64");
        QTest::newRow("time") << QStringLiteral("POS_BACKUP_AT") << QStringLiteral("24:00")
                              << QStringLiteral("from 00:00 to 23:59");
        QTest::newRow("address") << QStringLiteral("POS_ORDER_URL") << QStringLiteral("127.0.0.1:8085")
                                 << QStringLiteral("http://");
        QTest::newRow("one of several addresses")
            << QStringLiteral("POS_ORDER_URL") << QStringLiteral("http://10.0.0.1:8085,10.0.0.2:8085")
            << QStringLiteral("several separated by commas");
        QTest::newRow("host") << QStringLiteral("POS_LISTEN") << QStringLiteral("0.0.0.0:80/x")
                              << QStringLiteral("host name");
        QTest::newRow("mail") << QStringLiteral("SMTP_FROM") << QStringLiteral("shop")
                              << QStringLiteral("mail address");
    }

    void aWrongValueIsNamedWithWhatWasFoundAndWhatIsAllowed()
    {
        QFETCH(QString, name);
        QFETCH(QString, value);
        QFETCH(QString, allowed);
        const auto settings = load({{name, value}});
        QVERIFY(!settings);
        QCOMPARE(settings.error().fields.size(), 1);
        QCOMPARE(settings.error().fields[0].field, name);
        QVERIFY(settings.error().detail.contains(QLatin1Char('"') + value + QLatin1Char('"')));
        QVERIFY2(settings.error().detail.contains(allowed), qPrintable(settings.error().detail));
    }

    void aServiceMayHaveSeveralAddresses()
    {
        const auto settings =
            load({{QStringLiteral("POS_ORDER_URL"), QStringLiteral("http://10.0.0.1:8085,http://10.0.0.2:8085")}});
        QCOMPARE(settings->instancesOf(5), QList<QByteArray>({"http://10.0.0.1:8085", "http://10.0.0.2:8085"}));
        QCOMPARE(settings->instancesOf(4), QList<QByteArray>({"http://127.0.0.1:9004"}));
    }

    void servicesListenToOthersOnlyWithAKey()
    {
        const QString listen = QStringLiteral("POS_SERVICE_LISTEN");
        QVERIFY(load({{listen, QStringLiteral("127.0.0.2")}}));
        const auto refused = load({{listen, QStringLiteral("0.0.0.0")}});
        QVERIFY(!refused);
        QVERIFY(refused.error().detail.contains(QStringLiteral("POS_INTERNAL_KEY")));
        QVERIFY(load({{listen, QStringLiteral("0.0.0.0")}, {QStringLiteral("POS_INTERNAL_KEY"), QString(32, u'k')}}));
    }

    void aWrongSecretIsNotShown()
    {
        const auto settings = load({{QStringLiteral("DATABASE_URL"), QStringLiteral("mysql://root:hunter2@db")}});
        QVERIFY(!settings);
        QVERIFY(settings.error().detail.contains(QLatin1String("DATABASE_URL")));
        QVERIFY(!settings.error().detail.contains(QLatin1String("hunter2")));
    }

    void allWrongValuesAreNamedAtOnce()
    {
        QCOMPARE(load({{QStringLiteral("LOG_LEVEL"), QStringLiteral("x")},
                       {QStringLiteral("SMTP_PORT"), QStringLiteral("x")}})
                     .error()
                     .fields.size(),
                 2);
    }

    void aPartThatThisVersionLacksIsRefusedRatherThanIgnored()
    {
        const auto settings = load({{QStringLiteral("POS_LAN_PORT"), QStringLiteral("8444")}});
        QVERIFY(!settings);
        QCOMPARE(settings.error().fields[0].code, QStringLiteral("not_in_this_version"));
    }

    void kafkaWithSignInNeedsANameAndAPassword()
    {
        const auto settings = load({{QStringLiteral("KAFKA_BROKERS"), QStringLiteral("a:9092,b:9092")},
                                    {QStringLiteral("KAFKA_SECURITY_PROTOCOL"), QStringLiteral("SASL_SSL")}});
        QVERIFY(!settings);
        QCOMPARE(settings.error().fields.size(), 2);
        QCOMPARE(settings.error().fields[0].field, QStringLiteral("KAFKA_SASL_USERNAME"));
        QCOMPARE(load({{QStringLiteral("KAFKA_BROKERS"), QStringLiteral("a:9092,b:9092")}})->kafkaBrokers.size(), 2);
    }

    void aMisspeltNameInAFileIsRefused()
    {
        QVERIFY(load({}, {}, "SMTP_HSOT=mail\n").error().detail.contains(QLatin1String("SMTP_HSOT")));
        QVERIFY(load({}, "POS_WORKER=3\n").error().detail.contains(QLatin1String("POS_WORKER ")));
        QVERIFY(load({}, "SOMEONE_ELSES=3\n").has_value());
    }

    void productionRefusesEmbeddedPartsAndDefaults()
    {
        const auto settings = load({{QStringLiteral("POS_ENV"), QStringLiteral("production")}});
        QVERIFY(!settings);
        QStringList names;
        for (const FieldError &field : settings.error().fields)
            names << field.field;
        for (const char *name :
             {"DATABASE_URL", "DATABASE_ADMIN_URL", "DATABASE_SYSTEM_URL", "VAULT_ADDR", "SMTP_HOST"})
            QVERIFY2(names.contains(QLatin1String(name)), name);
    }

    void vaultNeedsATokenOrARole()
    {
        const QString address = QStringLiteral("https://vault.example.com:8200");
        QCOMPARE(load({{QStringLiteral("VAULT_ADDR"), address}}).error().fields[0].field,
                 QStringLiteral("VAULT_TOKEN"));
        QVERIFY(
            !load({{QStringLiteral("VAULT_ADDR"), address}, {QStringLiteral("VAULT_ROLE_ID"), QStringLiteral("r")}}));
        QVERIFY(load({{QStringLiteral("VAULT_ADDR"), address}, {QStringLiteral("VAULT_TOKEN"), QStringLiteral("t")}}));
        const auto settings = load({{QStringLiteral("VAULT_ADDR"), address},
                                    {QStringLiteral("VAULT_ROLE_ID"), QStringLiteral("r")},
                                    {QStringLiteral("VAULT_SECRET_ID"), QStringLiteral("s")}});
        QVERIFY(settings);
        QCOMPARE(settings->vaultTransitKeyName, QStringLiteral("pii-kek"));
        QVERIFY(settings->warnings.isEmpty());
        QVERIFY(!load({{QStringLiteral("VAULT_TRANSIT_KEY_NAME"), QStringLiteral("../../sys/seal")}}));
    }

    void productionTakesVaultOverHttpsAlone()
    {
        const auto refusedFields = [&](const QString &address) {
            const auto settings = load({{QStringLiteral("POS_ENV"), QStringLiteral("production")},
                                        {QStringLiteral("VAULT_ADDR"), address},
                                        {QStringLiteral("VAULT_TOKEN"), QStringLiteral("t")}});
            QStringList names;
            for (const FieldError &field : settings.error().fields)
                names << field.field;
            return names;
        };
        QVERIFY(!refusedFields(QStringLiteral("https://vault:8200")).contains(QStringLiteral("VAULT_ADDR")));
        QVERIFY(refusedFields(QStringLiteral("http://vault:8200")).contains(QStringLiteral("VAULT_ADDR")));
    }

    void aKeyFileIsWarnedOfOutsideDevelopment()
    {
        QCOMPARE(load({})->warnings.size(), 1);
        QVERIFY(load({{QStringLiteral("POS_ENV"), QStringLiteral("development")}})->warnings.isEmpty());
    }

    void mailNeedsASender()
    {
        QCOMPARE(load({{QStringLiteral("SMTP_HOST"), QStringLiteral("mail.example")}}).error().fields[0].field,
                 QStringLiteral("SMTP_FROM"));
    }

    void readsQuotesCommentsAndExport()
    {
        write(QStringLiteral("f"),
              "# a comment\n\nexport A=plain # said why\nB=\"two \\\"words\\\"\"\r\nC='a # b'\nD=\n");
        const auto values = readEnvFile(m_data.filePath(QStringLiteral("f")));
        QVERIFY(values);
        QCOMPARE(values->value("A"), QStringLiteral("plain"));
        QCOMPARE(values->value("B"), QStringLiteral("two \"words\""));
        QCOMPARE(values->value("C"), QStringLiteral("a # b"));
        QCOMPARE(values->value("D"), QString());
    }

    void aMalformedLineIsNamed()
    {
        write(QStringLiteral("f"), "A=1\nB='open\n");
        const auto values = readEnvFile(m_data.filePath(QStringLiteral("f")));
        QVERIFY(!values);
        QVERIFY(values.error().fields[0].message.contains(QLatin1String("line 2")));
    }

    void theCommittedExampleIsTheTable()
    {
        QFile file(QStringLiteral(POS_SOURCE_DIR "/.env.example"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(QString::fromUtf8(file.readAll()), exampleFile());
    }

    void theExampleWithEveryLineEnabledLoads()
    {
        QByteArray text = exampleFile().toUtf8();
        text.replace("\n#", "\n").replace("\n ", "\n# ");
        const auto settings = load({}, {}, text);
        QVERIFY2(settings, qPrintable(settings ? QString() : settings.error().detail));
    }
};

QTEST_APPLESS_MAIN(SettingsTest)
#include "SettingsTest.moc"
