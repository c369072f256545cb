// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/vault/VaultKeyService.h"
#include "tests/support/VaultServer.h"

#include <QTest>

#include <memory>
#include <set>

using namespace pos;
using namespace pos::vault;
using keyring::KeyService;

namespace {

const Id kTenant(QUuid(QStringLiteral("01890000-0000-7000-8000-000000000001")));
const Id kOtherTenant(QUuid(QStringLiteral("01890000-0000-7000-8000-000000000002")));
const Id kSubject(QUuid(QStringLiteral("01890000-0000-7000-8000-000000000003")));
const Id kOther(QUuid(QStringLiteral("01890000-0000-7000-8000-00000000000f")));

template<class T>
bool isCorrupt(const Result<T> &result)
{
    return !result && result.error().code == ErrorCode::Corrupt;
}

} // namespace

// Data keys and lookup hashes on a real Vault: what they are bound to, what may be asked, and what is never asked.
class VaultKeyServiceTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::VaultServer> m_vault;

    std::unique_ptr<VaultKeyService> service(VaultClient::Options client) const
    {
        return std::make_unique<VaultKeyService>(VaultKeyService::Options{.client = std::move(client)});
    }

private Q_SLOTS:
    void initTestCase() { m_vault = std::make_unique<test::VaultServer>(); }

    void initIsSafeToRunAgain()
    {
        VaultClient root(m_vault->asRoot());
        const auto again = VaultSetup(root, {}).run();
        QVERIFY2(again, again ? "" : qPrintable(again.error().detail));
        QCOMPARE(again->roleId, m_vault->roleId());
        QVERIFY(again->secretId.isEmpty()); // none is made unasked
        for (const QString &step : again->steps)
            QVERIFY2(step.contains(QLatin1StringView("is there")), qPrintable(step));
    }

    void initRefusesAKeyThatDoesNotFit()
    {
        m_vault->ask("POST", "/v1/transit/keys/plain", {{QStringLiteral("type"), QStringLiteral("aes256-gcm96")}});
        VaultClient root(m_vault->asRoot());
        const auto refused = VaultSetup(root, {.wrappingKey = "plain"}).run();
        QVERIFY(!refused);
        QVERIFY(refused.error().detail.contains(QLatin1StringView("must be aes256-gcm96, derived")));
    }

    void theRoleMayDoItsWorkAndNothingElse()
    {
        QVERIFY(service(m_vault->asRole())->prove());
        VaultClient role(m_vault->asRole());
        // An unknown key is not made by using it, and no key is read, rotated or exported.
        for (const char *path :
             {"transit/encrypt/unknown", "transit/keys/pii-kek/rotate", "transit/hmac/unknown/sha2-256",
              "transit/rewrap/pii-kek", "sys/mounts/other", "transit/datakey/plaintext/pii-kek"}) {
            const auto answer = role.post(path, {{QStringLiteral("plaintext"), QStringLiteral("aGVq")}});
            QVERIFY2(!answer && answer.error().reason == QStringLiteral("vault_forbidden"), path);
        }
        QCOMPARE(role.get("transit/keys/pii-kek").error().reason, QStringLiteral("vault_forbidden"));
        QCOMPARE(m_vault->ask("GET", "/v1/transit/keys/unknown").status, 404);
        QCOMPARE(m_vault->ask("GET", "/v1/transit/export/encryption-key/pii-kek").status, 400);
    }

    void aDataKeyOpensForItsPersonInItsShopAlone()
    {
        const auto keys = service(m_vault->asRole());
        const auto made = keys->makeDataKey(kTenant, kSubject);
        QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
        QCOMPARE(made->second.version, 1001);
        QVERIFY(!made->second.bytes.contains(made->first.reveal()));
        const auto opened = keys->unwrap(made->second, kTenant, kSubject);
        QVERIFY(opened && opened->reveal() == made->first.reveal());

        const qint64 before = keys->requests();
        QVERIFY(isCorrupt(keys->unwrap(made->second, kTenant, kOther)));
        QVERIFY(isCorrupt(keys->unwrap(made->second, kOtherTenant, kSubject)));
        KeyService::WrappedKey bent = made->second;
        bent.bytes[bent.bytes.size() - 6] = bent.bytes[bent.bytes.size() - 6] == 'A' ? 'B' : 'A';
        QVERIFY(isCorrupt(keys->unwrap(bent, kTenant, kSubject)));
        QVERIFY(isCorrupt(keys->unwrap({"vault:v9:" + made->second.bytes.mid(9), 1009}, kTenant, kSubject)));
        QCOMPARE(keys->requests() - before, 4); // an alarm is never tried again
        QVERIFY(isCorrupt(keys->unwrap({QByteArray(60, 'x'), 1}, kTenant, kSubject))); // a key file's
        QCOMPARE(keys->requests() - before, 4);
    }

    void oneBadKeyOfFiveHundredSpoilsNoOther()
    {
        const auto keys = service(m_vault->asRole());
        std::vector<KeyService::Plain> plain;
        for (int i = 0; i < 500; ++i)
            plain.push_back({kTenant, Id(QUuid::createUuid()), Secret(QByteArray(32, char(i % 100)))});
        auto wrapped = keys->wrapAll(plain);
        std::vector<KeyService::Wrapped> all;
        for (size_t i = 0; i < plain.size(); ++i) {
            QVERIFY(wrapped[i]);
            all.push_back({kTenant, i == 333 ? kOther : plain[i].subject, *wrapped[i]});
        }
        const auto opened = keys->unwrapAll(all);
        for (size_t i = 0; i < plain.size(); ++i)
            QVERIFY(i == 333 ? isCorrupt(opened[i]) : opened[i] && opened[i]->reveal() == plain[i].key.reveal());
    }

    void lookupHashesArePinnedToTheirVersion()
    {
        const auto keys = service(m_vault->asRole());
        const int version = keys->lookupVersion("bidx-email");
        const auto hash = keys->lookupHash("bidx-email", "siti@toko.example", version);
        QVERIFY(hash && hash->size() == 32);
        QVERIFY(*hash != *keys->lookupHash("bidx-email", "budi@toko.example", version));
        QVERIFY(*hash != *keys->lookupHash("login", "siti@toko.example", version));
        QCOMPARE(m_vault->ask("POST", "/v1/transit/keys/bidx-email/rotate", {}).status / 100, 2);
        QCOMPARE(*keys->lookupHash("bidx-email", "siti@toko.example", version), *hash);
    }

    void rotatedKeysOpenAndAreRewrapped()
    {
        const auto keys = service(m_vault->asRoot());
        const auto made = keys->makeDataKey(kTenant, kSubject);
        QVERIFY(made);
        const auto newest = keys->rotate();
        QVERIFY(newest);
        QCOMPARE(*newest, made->second.version + 1);
        QVERIFY(keys->unwrap(made->second, kTenant, kSubject)); // the old one goes on opening
        const auto rewrapped = keys->rewrapAll({{kTenant, kSubject, made->second}, {kTenant, kOther, made->second}});
        QVERIFY(rewrapped[0] && rewrapped[0]->version == *newest);
        QVERIFY(isCorrupt(rewrapped[1]));
        const auto opened = keys->unwrap(*rewrapped[0], kTenant, kSubject);
        QVERIFY(opened && opened->reveal() == made->first.reveal());
    }

    void preparedKeysCostNoRequest()
    {
        const auto keys = service(m_vault->asRole());
        keys->start({kTenant});
        QTRY_COMPARE(keys->prepared(), PreparedKeys::kPerTenant);
        const int before = m_vault->requests();
        std::set<QByteArray> subjects;
        for (size_t i = 0; i + 1 < PreparedKeys::kPerTenant / 2; ++i) {
            const auto taken = keys->takePrepared(kTenant);
            QVERIFY(taken);
            subjects.insert(taken->subject.toBytes());
        }
        QCOMPARE(m_vault->requests(), before); // by Vault's own count
        QCOMPARE(subjects.size(), PreparedKeys::kPerTenant / 2 - 1);
        const auto half = keys->takePrepared(kTenant);
        QVERIFY(half);
        QTRY_COMPARE(keys->prepared(), PreparedKeys::kPerTenant); // filled up again, in one request
        QCOMPARE(m_vault->requests(), before + 1);
        const auto opened = keys->unwrap(half->wrapped, kTenant, half->subject);
        QVERIFY(opened && opened->reveal() == half->key.reveal());
    }

    void theStockIsBounded()
    {
        PreparedKeys stock;
        for (size_t i = 0; i < PreparedKeys::kTenants * 3; ++i) {
            const Id tenant(QUuid::createUuid());
            stock.expect(tenant);
            for (const PreparedKeys::Want &want : stock.wanted()) {
                std::vector<KeyService::NewSubject> made(want.count + 10);
                stock.add(want.tenant, std::move(made));
            }
        }
        QCOMPARE(stock.size(), PreparedKeys::kTenants * PreparedKeys::kPerTenant);
        RememberedHashes hashes(100);
        for (int i = 0; i < 1000; ++i)
            hashes.insert("login", QByteArray::number(i), 1001, QByteArray(32, 'h'));
        QCOMPARE(hashes.size(), size_t{100});
        QVERIFY(hashes.find("login", "999", 1001) && !hashes.find("login", "1", 1001));
        QVERIFY(!hashes.find("login", "999", 1002) && !hashes.find("bidx-email", "999", 1001));
    }
};

QTEST_GUILESS_MAIN(VaultKeyServiceTest)
#include "VaultKeyServiceTest.moc"
