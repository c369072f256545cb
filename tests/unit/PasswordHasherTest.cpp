// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/keyring/PasswordHasher.h"

#include <QTest>

#include <ctime>

using namespace pos;
using namespace pos::keyring;

namespace {

// Of this thread: other programs on the machine do not count.
qint64 cpuNs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return now.tv_sec * 1'000'000'000LL + now.tv_nsec;
}

} // namespace

class PasswordHasherTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knowsItsPassword()
    {
        PasswordHasher hasher(PasswordHasher::cheapest());
        const QString hash = hasher.hash(QStringLiteral("rahasia toko")).value();
        QVERIFY(hash.startsWith(QStringLiteral("$argon2id$")));
        QVERIFY(hasher.verify(hash, QStringLiteral("rahasia toko")).value());
        QVERIFY(!hasher.verify(hash, QStringLiteral("rahasia Toko")).value());
        QVERIFY(hasher.hash(QStringLiteral("rahasia toko")).value() != hash);
    }

    void takesEitherNormalForm()
    {
        PasswordHasher hasher(PasswordHasher::cheapest());
        const QString hash = hasher.hash(QStringLiteral("caf\u00e9 toko")).value();
        QVERIFY(hasher.verify(hash, QStringLiteral("cafe\u0301 toko")).value());
    }

    void anUnknownPersonCostsTheSame()
    {
        PasswordHasher hasher({2, 4 * 1024 * 1024, 1});
        const QString hash = hasher.hash(QStringLiteral("rahasia toko")).value();
        const auto fastest = [&](const QString &against) {
            qint64 best = std::numeric_limits<qint64>::max();
            for (int i = 0; i < 7; ++i) {
                const qint64 start = cpuNs();
                if (hasher.verify(against, QStringLiteral("wrong")).value())
                    return qint64(0);
                best = std::min(best, cpuNs() - start);
            }
            return best;
        };
        const qint64 known = fastest(hash);
        const qint64 unknown = fastest(QString());
        QVERIFY2(unknown * 2 > known && known * 2 > unknown,
                 qPrintable(QStringLiteral("%1 / %2").arg(known).arg(unknown)));
    }

    void aDamagedHashMatchesNothing()
    {
        PasswordHasher hasher(PasswordHasher::cheapest());
        QVERIFY(!hasher.verify(QStringLiteral("$argon2id$nonsense"), QStringLiteral("x")).value());
        QVERIFY(!hasher.verify(QString(), QString()).value());
    }
};

QTEST_APPLESS_MAIN(PasswordHasherTest)
#include "PasswordHasherTest.moc"
