// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/keyring/LocalKeyService.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace pos;
using namespace pos::keyring;

namespace {

Id idOf(const char *text)
{
    return Id::parse(QString::fromLatin1(text)).value();
}

const Id kTenant = idOf("01890000-0000-7000-8000-000000000001");
const Id kSubject = idOf("01890000-0000-7000-8000-000000000003");
const Id kOther = idOf("01890000-0000-7000-8000-00000000000f");
constexpr auto kPrivate = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

template<class T>
bool isCorrupt(const Result<T> &result)
{
    return !result && result.error().code == ErrorCode::Corrupt;
}

} // namespace

class LocalKeyServiceTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString pathOf(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    QString write(const char *name, const QByteArray &text, QFileDevice::Permissions permissions = kPrivate) const
    {
        QFile file(pathOf(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.setPermissions(permissions))
            return {};
        return file.fileName();
    }
    // A fixed master key of 32 × 'M', so that what it derives is known.
    QString writeKnown() const
    {
        return write("known.key", "# comment\n1 TU1NTU1NTU1NTU1NTU1NTU1NTU1NTU1NTU1NTU1NTU0\n");
    }

private Q_SLOTS:
    void theFirstStartMakesAKeyFileForItsOwnerAlone()
    {
        const QString path = pathOf("fresh/keys/master.key");
        auto made = LocalKeyService::open(path);
        QVERIFY(made);
        constexpr QFileDevice::Permissions others(0x077);
        QVERIFY((QFileInfo(path).permissions() & others) == 0);
        QVERIFY((QFileInfo(QFileInfo(path).path()).permissions() & others) == 0);
        const auto wrapped = (*made)->makeDataKey(kTenant, kSubject).value();
        auto again = LocalKeyService::open(path);
        QCOMPARE((*again)->unwrap(wrapped.second, kTenant, kSubject).value().reveal(), wrapped.first.reveal());
    }

    void twoThatStartAtOnceShareOneKey()
    {
        const QString path = pathOf("race/master.key");
        std::array<QByteArray, 8> hashes;
        std::vector<std::thread> threads;
        for (QByteArray &hash : hashes) {
            threads.emplace_back([&hash, &path] {
                auto service = LocalKeyService::open(path);
                if (service)
                    hash = (*service)->lookupHash("login", "x", 1).value();
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        for (const QByteArray &hash : hashes) {
            QVERIFY(!hash.isEmpty());
            QCOMPARE(hash, hashes.front());
        }
    }

    void aKeyFileThatOthersMayReadIsRefused()
    {
        const QString path =
            write("open.key", "1 TU1NTU1NTU1NTU1NTU1NTU1NTU1NTU1NTU1NTU1NTU0\n", kPrivate | QFileDevice::ReadGroup);
        const auto opened = LocalKeyService::open(path);
        QVERIFY(!opened);
        QVERIFY(opened.error().detail.contains(QStringLiteral("chmod 600")));
    }

    void aDamagedKeyFileIsRefusedAndLeftAlone_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray("# nothing\n");
        QTest::newRow("cut") << QByteArray("1 TU1NTU1NTU1\n");
        QTest::newRow("not base64") << QByteArray("1 %%%\n");
        QTest::newRow("no version") << QByteArray("TU1NTU1NTU1NTU1NTU1NTU1NTU1NTU1NTU1NTU1NTU0\n");
        QTest::newRow("twice") << QByteArray("1 TU1NTU1NTU1NTU1NTU1NTU1NTU1NTU1NTU1NTU1NTU0\n").repeated(2);
    }
    void aDamagedKeyFileIsRefusedAndLeftAlone()
    {
        QFETCH(QByteArray, text);
        const QString path = write("damaged.key", text);
        QVERIFY(!LocalKeyService::open(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), text);
    }

    // Computed with another library: HKDF-SHA256, HMAC-SHA256 and AES-256-GCM of Python's cryptography.
    void matchesTheGoldenVectors()
    {
        auto service = LocalKeyService::open(writeKnown()).value();
        const QByteArray value = "01890000-0000-7000-8000-000000000001|email|siti@xn--bcher-kva.example";
        QCOMPARE(service->lookupHash("bidx-email", value, 1).value().toHex(),
                 QByteArrayLiteral("68705f91bc72f5af9ca15000a25f18fb2a3582ccdef574699125b10ca55a6ca3"));
        const QByteArray wrapped =
            QByteArray::fromHex("000102030405060708090a0bdefdd68886a5127b5cad7cb746e0adbf19d8beffb64182"
                                "df9f901e5891a85d788fe52292f742499a16bf1e533bb422b2");
        QCOMPARE(service->unwrap({wrapped, 1}, kTenant, kSubject).value().reveal(), QByteArray(32, 'D'));
    }

    void aWrappedKeyOpensForItsPersonAlone()
    {
        auto service = LocalKeyService::open(writeKnown()).value();
        const auto made = service->makeDataKey(kTenant, kSubject).value();
        QVERIFY(!made.second.bytes.contains(made.first.reveal()));
        QCOMPARE(service->unwrap(made.second, kTenant, kSubject).value().reveal(), made.first.reveal());
        QVERIFY(isCorrupt(service->unwrap(made.second, kTenant, kOther)));
        QVERIFY(isCorrupt(service->unwrap(made.second, kOther, kSubject)));
        QByteArray changed = made.second.bytes;
        changed[20] = static_cast<char>(changed[20] ^ 1);
        QVERIFY(isCorrupt(service->unwrap({changed, 1}, kTenant, kSubject)));
        QVERIFY(isCorrupt(service->unwrap({made.second.bytes, 9}, kTenant, kSubject)));
        QVERIFY(isCorrupt(service->unwrap({{}, 1}, kTenant, kSubject)));
    }

    void aSecondVersionWrapsWhileLookupsStayPinned()
    {
        const QByteArray first = "1 TU1NTU1NTU1NTU1NTU1NTU1NTU1NTU1NTU1NTU1NTU0\n";
        const QByteArray second = "2 TkJNTU1NTU1NTU1NTU1NTU1NTU1NTU1NTU1NTU1NTU0\n";
        auto old = LocalKeyService::open(write("old.key", first)).value();
        auto both = LocalKeyService::open(write("both.key", first + second)).value();
        const auto before = old->makeDataKey(kTenant, kSubject).value();
        QCOMPARE(both->unwrap(before.second, kTenant, kSubject).value().reveal(), before.first.reveal());
        QCOMPARE(both->makeDataKey(kTenant, kSubject).value().second.version, 2);
        QCOMPARE(both->lookupVersion("login"), 1);
        QCOMPARE(both->lookupHash("login", "x", 1).value(), old->lookupHash("login", "x", 1).value());
        QVERIFY(both->lookupHash("login", "x", 2).value() != both->lookupHash("login", "x", 1).value());
    }

    void eachLookupNameHasItsOwnKey()
    {
        auto service = LocalKeyService::open(writeKnown()).value();
        QVERIFY(service->lookupHash("login", "x", 1).value() != service->lookupHash("bidx-email", "x", 1).value());
    }

    void aRotatedKeyIsUsedAndKnownToWhoOpenedTheFileBefore()
    {
        const QString path = pathOf("rotated/master.key");
        const auto early = LocalKeyService::open(path);
        const auto operating = LocalKeyService::open(path);
        QVERIFY(early && operating);
        const auto old = (*early)->makeDataKey(kTenant, kSubject);
        const auto hash = (*early)->lookupHash("login", "x", (*early)->lookupVersion("login"));
        const auto rotated = (*operating)->rotate();
        QVERIFY(rotated && *rotated == 2);
        const auto made = (*operating)->makeDataKey(kTenant, kSubject);
        QCOMPARE(made->second.version, 2);
        const auto opened = (*early)->unwrap(made->second, kTenant, kSubject);
        QVERIFY(opened && opened->reveal() == made->first.reveal());
        const auto rewrapped =
            (*operating)->rewrapAll({{kTenant, kSubject, old->second}, {kTenant, kOther, old->second}});
        QVERIFY(rewrapped[0] && rewrapped[0]->version == 2 && isCorrupt(rewrapped[1]));
        QVERIFY((*early)->unwrap(*rewrapped[0], kTenant, kSubject)->reveal() == old->first.reveal());
        QCOMPARE(*(*operating)->lookupHash("login", "x", (*operating)->lookupVersion("login")), *hash); // pinned
        QVERIFY((QFileInfo(path).permissions() & QFileDevice::Permissions(0x077)) == 0);
    }
};

QTEST_APPLESS_MAIN(LocalKeyServiceTest)
#include "LocalKeyServiceTest.moc"
