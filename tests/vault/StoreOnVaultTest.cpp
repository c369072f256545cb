// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/keyring/LocalKeyService.h"
#include "server/runtime/KeyMove.h"
#include "server/runtime/Keys.h"
#include "server/runtime/Store.h"
#include "tests/support/TestDatabase.h"
#include "tests/support/VaultServer.h"

#include <QDir>
#include <QTest>

#include <memory>

using namespace pos;
using keyring::KeyService;

namespace {

const pg::Statement kTenant{
    "test.tenant", "INSERT INTO shop.tenants (id, slug, name, currency, zone, business_day_cutoff, created_at, "
                   "updated_at) VALUES ($1, $2, $2, 'IDR', 'Asia/Jakarta', 4, $3, $3)"};
const pg::Statement kKey{"test.key", "INSERT INTO keys.data_keys (tenant_id, id, wrapped, kek_version, created_at) "
                                     "VALUES ($1, $2, $3, $4, $5)"};

} // namespace

// A whole store whose keys are in Vault: nothing in a file, nothing asked on the way of work, nothing lost on the move.
class StoreOnVaultTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::VaultServer> m_vault;
    std::unique_ptr<test::TestDatabase> m_database;
    std::unique_ptr<QTemporaryDir> m_folder;
    config::Settings m_settings;
    SystemClock m_clock;
    Id m_shop;

    Result<std::unique_ptr<runtime::Store>> open() const
    {
        return runtime::Store::open({.settings = m_settings, .clock = m_clock, .program = QStringLiteral("test")});
    }
    vault::VaultKeyService &vaultOf(runtime::Store &store) const
    {
        return dynamic_cast<vault::VaultKeyService &>(store.keys());
    }
    void useVault()
    {
        m_settings.vaultAddress = QString::fromLatin1(m_vault->address());
        m_settings.vaultRoleId = QString::fromLatin1(m_vault->roleId());
        m_settings.vaultSecretId = m_vault->secretId().clone();
    }
    qint64 count(const QByteArray &what) const
    {
        return m_database->admin("SELECT count(*) AS n FROM " + what).first().i64("n");
    }

private Q_SLOTS:
    void initTestCase() { m_vault = std::make_unique<test::VaultServer>(); }

    void init()
    {
        m_database = std::make_unique<test::TestDatabase>();
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = {};
        m_settings.dataDir = m_folder->path();
        m_settings.encryptionKeyPath = m_folder->filePath(QStringLiteral("keys/master.key"));
        m_settings.databaseUrl = Secret(m_database->url("pos_app"));
        m_settings.databaseAdminUrl = Secret(m_database->url("pos_owner"));
        m_settings.databaseSystemUrl = Secret(m_database->url("pos_system"));
        m_settings.vaultTransitKeyName = QStringLiteral("pii-kek");
        m_shop = Id::make(m_clock);
        QVERIFY(m_database->database().forTenant(m_shop, [&](pg::Transaction &tx) -> Result<int> {
            POS_CHECK(tx.run(kTenant, pg::Params(m_shop, "shop", m_clock.now())));
            return 0;
        }));
        useVault();
    }
    void cleanup() { m_vault->unseal(); }

    void noKeyLiesInAFile()
    {
        QByteArray token;
        const keyring::AccessClaims claims{.user = Id::make(m_clock),
                                           .tenant = m_shop,
                                           .session = Id::make(m_clock),
                                           .terminal = "T01",
                                           .expires = m_clock.now() + std::chrono::hours(1)};
        {
            const auto store = open();
            QVERIFY2(store, store ? "" : qPrintable(store.error().detail));
            const auto signedToken = keyring::TokenSigner((*store)->tokenKeys(), m_clock).sign(claims);
            QVERIFY(signedToken);
            token = *signedToken;
        }
        QVERIFY(QDir(m_folder->filePath(QStringLiteral("keys"))).entryList(QDir::Files).isEmpty());
        QCOMPARE(count("keys.signing_keys"), 1);
        QCOMPARE(count("keys.signing_keys WHERE position('PRIVATE KEY'::bytea IN private_enc) > 0"), 0);
        const auto again = open();
        QVERIFY(again);
        QVERIFY(keyring::TokenVerifier((*again)->tokenKeys(), m_clock).verify(token));
        QCOMPARE(count("keys.signing_keys"), 1);
    }

    void aPersonIsMadeAndSealedWithoutARequestToVault()
    {
        const auto opened = open();
        QVERIFY(opened);
        runtime::Store &store = **opened;
        QTRY_COMPARE(vaultOf(store).prepared(), vault::PreparedKeys::kPerTenant);
        const int before = m_vault->requests();
        for (int i = 0; i < 20; ++i) {
            const auto made = store.database().forTenant(m_shop, [&](pg::Transaction &tx) -> Result<int> {
                POS_TRY(const auto person, store.subjectKeys().createPerson(tx, m_shop));
                POS_TRY(const auto sealed, keyring::FieldCipher().sealText(
                                               *person.key, {{"test", "field"}, m_shop, person.subject, person.subject},
                                               QStringLiteral("x")));
                POS_TRY(const auto again, store.subjectKeys().load(tx, m_shop, person.subject));
                POS_TRY(const QString text,
                        keyring::FieldCipher().openText(
                            *again, {{"test", "field"}, m_shop, person.subject, person.subject}, sealed));
                return text == QStringLiteral("x") ? 1 : 0;
            });
            QVERIFY(made && *made == 1);
        }
        QCOMPARE(m_vault->requests(), before); // by Vault's own count
        QCOMPARE(
            count("keys.data_keys WHERE kek_version = 1001 AND substring(wrapped FROM 1 FOR 9) = 'vault:v1:'::bytea"),
            20);
        // Another process opens them.
        const auto second = open();
        QVERIFY(second);
        const Id subject = m_database->admin("SELECT id FROM keys.data_keys LIMIT 1").first().id("id");
        const auto loaded = (*second)->database().forTenant(
            m_shop, [&](pg::Transaction &tx) { return (*second)->subjectKeys().load(tx, m_shop, subject); });
        QVERIFY2(loaded, loaded ? "" : qPrintable(loaded.error().detail));
    }

    void sealedGoesOnUntilTheStockIsUsedUpThenSaysSo()
    {
        const auto opened = open();
        QVERIFY(opened);
        runtime::Store &store = **opened;
        QTRY_COMPARE(vaultOf(store).prepared(), vault::PreparedKeys::kPerTenant);
        m_vault->seal();
        QTRY_VERIFY(!store.keys().check());
        size_t made = 0;
        Result<Id> last = Id();
        while (made <= vault::PreparedKeys::kPerTenant) {
            last = store.database().forTenant(m_shop, [&](pg::Transaction &tx) -> Result<Id> {
                POS_TRY(const auto person, store.subjectKeys().createPerson(tx, m_shop));
                return person.subject;
            });
            if (!last)
                break;
            ++made;
        }
        QCOMPARE(made, vault::PreparedKeys::kPerTenant);
        QCOMPARE(last.error().code, ErrorCode::Unavailable);
        QCOMPARE(last.error().reason, QStringLiteral("keys_unavailable"));
        QVERIFY2(last.error().detail.startsWith(QLatin1StringView("Failed to encrypt field: Vault at")),
                 qPrintable(last.error().detail));
        QCOMPARE(count("keys.data_keys"), qint64(made)); // the failed one left nothing
    }

    void aStoreOfTheKeyFileIsRefusedWithTheWayOut()
    {
        m_settings.vaultAddress.clear();
        {
            const auto store = open();
            QVERIFY(store);
            QVERIFY((*store)->database().forTenant(
                m_shop, [&](pg::Transaction &tx) { return (*store)->subjectKeys().createPerson(tx, m_shop); }));
        }
        useVault();
        const auto refused = open();
        QVERIFY(!refused);
        QVERIFY2(refused.error().detail.contains(QLatin1StringView("posctl keys migrate --to vault")),
                 qPrintable(refused.error().detail));
    }

    void aMoveThatIsBrokenOffGoesOnWhereItWas()
    {
        const auto local = keyring::LocalKeyService::open(m_settings.encryptionKeyPath);
        QVERIFY(local);
        std::vector<KeyService::Plain> plain;
        for (int i = 0; i < 1000; ++i)
            plain.push_back({m_shop, Id(QUuid::createUuid()), Secret(QByteArray(32, char(i % 120)))});
        auto wrapped = (*local)->wrapAll(plain);
        QVERIFY(m_database->database().forTenant(m_shop, [&](pg::Transaction &tx) -> Result<int> {
            for (size_t i = 0; i < plain.size(); ++i)
                tx.queue(kKey,
                         pg::Params(m_shop, plain[i].subject, wrapped[i]->bytes, wrapped[i]->version, m_clock.now()));
            POS_CHECK(tx.flush());
            return 0;
        }));
        // KeyMove refuses while others work on the database: of this test nobody does.
        m_database->database().closeIdle();
        m_database->admin("SET application_name = 'test'");

        const auto vault = runtime::keys::openVault(m_settings);
        QVERIFY(vault);
        pg::Database database({.url = m_database->url("pos_app"), .systemUrl = m_database->url("pos_system")});
        const auto move = [&](KeyService &from, KeyService &to, const std::function<void()> &afterABatch = {}) {
            return runtime::KeyMove({.database = database,
                                     .from = from,
                                     .to = to,
                                     .clock = m_clock,
                                     .keyFolder = m_folder->filePath(QStringLiteral("keys")),
                                     .report =
                                         [&](const auto &) {
                                             if (afterABatch)
                                                 afterABatch();
                                         }})
                .run();
        };
        const auto broken = move(**local, **vault, [this] { m_vault->seal(); });
        QVERIFY(!broken);
        QCOMPARE(broken.error().reason, QStringLiteral("vault_sealed"));
        const qint64 moved = count("keys.data_keys WHERE kek_version >= 1000");
        QVERIFY2(moved > 0 && moved < 1000, qPrintable(QString::number(moved)));
        m_vault->unseal();
        QVERIFY(!open()); // neither on Vault …
        m_settings.vaultAddress.clear();
        QVERIFY(!open()); // … nor on the file
        useVault();

        QTRY_VERIFY_WITH_TIMEOUT((*vault)->newestVersion(), 10000);
        const auto finished = move(**local, **vault);
        QVERIFY2(finished, finished ? "" : qPrintable(finished.error().detail));
        QCOMPARE(finished->dataKeys, 1000 - moved);
        QCOMPARE(count("keys.data_keys WHERE kek_version < 1000"), 0);
        QVERIFY(open());

        const auto back = move(**vault, **local);
        QVERIFY2(back, back ? "" : qPrintable(back.error().detail));
        QCOMPARE(back->dataKeys, 1000); // not the key of the signing key: that went to the folder before
        QCOMPARE(count("keys.signing_keys"), 0);
        const auto rows = database.asSystem([&](pg::Transaction &tx) {
            static const pg::Statement all{"test.all", "SELECT id, wrapped, kek_version FROM keys.data_keys"};
            return tx.run(all);
        });
        QVERIFY(rows);
        QHash<Id, QByteArray> bytes;
        for (const auto &one : plain)
            bytes.insert(one.subject, one.key.reveal());
        for (const pg::Row row : *rows) {
            const auto opened = (*local)->unwrap({row.bytes("wrapped"), row.i32("kek_version")}, m_shop, row.id("id"));
            QVERIFY(opened && opened->reveal() == bytes.value(row.id("id")));
        }
        m_settings.vaultAddress.clear();
        QVERIFY(open());
    }
};

QTEST_GUILESS_MAIN(StoreOnVaultTest)
#include "StoreOnVaultTest.moc"
