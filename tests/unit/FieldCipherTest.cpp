// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/keyring/FieldCipher.h"

#include <QTest>

#include <set>
#include <thread>

using namespace pos;
using namespace pos::keyring;

namespace {

Id idOf(const char *text)
{
    return Id::parse(QString::fromLatin1(text)).value();
}

const Id kTenant = idOf("01890000-0000-7000-8000-000000000001");
const Id kRow = idOf("01890000-0000-7000-8000-000000000002");
const Id kSubject = idOf("01890000-0000-7000-8000-000000000003");
const Id kOther = idOf("01890000-0000-7000-8000-00000000000f");
constexpr Column kName{"identity.users", "name_enc"};

DataKey keyOf(char fill, quint16 version = 1)
{
    return DataKey{Secret(QByteArray(32, fill)), version};
}

Place here()
{
    return {kName, kTenant, kRow, kSubject};
}

bool isCorrupt(const Result<QByteArray> &result)
{
    return !result && result.error().code == ErrorCode::Corrupt;
}

} // namespace

class FieldCipherTest : public QObject {
    Q_OBJECT

    const FieldCipher m_cipher;
    const DataKey m_key = keyOf('k');

private Q_SLOTS:
    void opensWhatItSealed_data()
    {
        QTest::addColumn<QByteArray>("plain");
        QTest::newRow("name") << QByteArrayLiteral("Siti Nurhaliza");
        QTest::newRow("empty") << QByteArrayLiteral("");
        QTest::newRow("NUL bytes") << QByteArray("a\0b\0", 4);
        QTest::newRow("1 MB") << QByteArray(1024 * 1024, 'x');
    }
    void opensWhatItSealed()
    {
        QFETCH(QByteArray, plain);
        const QByteArray sealed = m_cipher.seal(m_key, here(), plain).value();
        QCOMPARE(sealed.size(), plain.size() + FieldCipher::kOverhead);
        if (plain.size() > 2)
            QVERIFY(!sealed.contains(plain));
        QCOMPARE(m_cipher.open(m_key, here(), sealed).value(), plain);
    }

    void nullStaysNullAndEmptyIsSealed()
    {
        QVERIFY(!m_cipher.sealText(m_key, here(), std::optional<QString>()).value());
        const auto empty = m_cipher.sealText(m_key, here(), std::optional<QString>(QString())).value();
        QVERIFY(empty);
        QCOMPARE(empty->size(), FieldCipher::kOverhead);
    }

    // Stored values of older builds must open for ever: sealed once by Python's cryptography package.
    void opensTheGoldenVector()
    {
        const QByteArray sealed =
            QByteArray::fromHex("010001000102030405060708090a0b39b480472356d20982f962d8082e41e2bd1f61cb");
        QCOMPARE(m_cipher.open(m_key, here(), sealed).value(), QByteArrayLiteral("Siti"));
    }

    void refusesAValueMovedToAnotherPlace()
    {
        const QByteArray sealed = m_cipher.seal(m_key, here(), "Siti").value();
        Place place = here();
        place.row = kOther;
        QVERIFY(isCorrupt(m_cipher.open(m_key, place, sealed)));
        place = here();
        place.subject = kOther;
        QVERIFY(isCorrupt(m_cipher.open(m_key, place, sealed)));
        place = here();
        place.tenant = kOther;
        QVERIFY(isCorrupt(m_cipher.open(m_key, place, sealed)));
        place = here();
        place.column.name = "email_enc";
        QVERIFY(isCorrupt(m_cipher.open(m_key, place, sealed)));
        place = here();
        place.column.table = "identity.user";
        QVERIFY(isCorrupt(m_cipher.open(m_key, place, sealed)));
        // The border between two names counts: "users"+"name" is not "user"+"sname".
        place.column = {"identity.usersn", "ame_enc"};
        QVERIFY(isCorrupt(m_cipher.open(m_key, place, sealed)));
    }

    void refusesEveryFlippedBit()
    {
        const QByteArray sealed = m_cipher.seal(m_key, here(), "Siti").value();
        for (qsizetype bit = 0; bit < sealed.size() * 8; ++bit) {
            QByteArray changed = sealed;
            changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
            QVERIFY2(isCorrupt(m_cipher.open(m_key, here(), changed)), qPrintable(QString::number(bit)));
        }
    }

    void refusesACutOrLongerValue()
    {
        const QByteArray sealed = m_cipher.seal(m_key, here(), "Siti").value();
        for (qsizetype size = 0; size < sealed.size(); ++size)
            QVERIFY(isCorrupt(m_cipher.open(m_key, here(), sealed.left(size))));
        QVERIFY(isCorrupt(m_cipher.open(m_key, here(), sealed + '\0')));
    }

    void refusesAnotherKeyAndAnUnknownVersion()
    {
        const QByteArray sealed = m_cipher.seal(m_key, here(), "Siti").value();
        QVERIFY(isCorrupt(m_cipher.open(keyOf('j'), here(), sealed)));
        QVERIFY(isCorrupt(m_cipher.open(keyOf('k', 2), here(), sealed)));
        QByteArray format = sealed;
        format[0] = 2;
        QVERIFY(isCorrupt(m_cipher.open(m_key, here(), format)));
    }

    void neverUsesANonceTwice()
    {
        std::array<std::vector<QByteArray>, 4> made;
        std::vector<std::thread> threads;
        for (auto &mine : made) {
            threads.emplace_back([&mine, this] {
                for (int i = 0; i < 1000; ++i)
                    mine.push_back(m_cipher.seal(m_key, here(), "x").value().mid(3, 12));
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        std::set<QByteArray> nonces;
        for (const auto &mine : made)
            nonces.insert(mine.begin(), mine.end());
        QCOMPARE(nonces.size(), size_t(4000));
    }

    void tellsItsObserver()
    {
        QList<FieldCipher::Operation> seen;
        int measured = 0;
        const FieldCipher cipher([&](FieldCipher::Operation operation, std::chrono::nanoseconds took) {
            seen.append(operation);
            measured += took.count() > 0 ? 1 : 0;
        });
        const QByteArray sealed = cipher.seal(m_key, here(), "x").value();
        QVERIFY(cipher.open(m_key, here(), sealed).has_value());
        QVERIFY(!cipher.open(keyOf('j'), here(), sealed).has_value());
        using enum FieldCipher::Operation;
        QCOMPARE(seen, (QList<FieldCipher::Operation>{Encrypt, Decrypt, Refused}));
        for (unsigned i = 0; i < FieldCipher::kSampled; ++i)
            QVERIFY(cipher.seal(m_key, here(), "x"));
        QVERIFY2(measured == 1 || measured == 2, qPrintable(QString::number(measured)));
    }
};

QTEST_APPLESS_MAIN(FieldCipherTest)
#include "FieldCipherTest.moc"
