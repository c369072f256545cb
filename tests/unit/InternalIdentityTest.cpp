// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/keyring/InternalIdentity.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace pos;
using keyring::InternalIdentity;
using keyring::Passage;

class InternalIdentityTest : public QObject {
    Q_OBJECT

    const QByteArray m_first = QByteArray(32, 'a');
    const QByteArray m_second = QByteArray(40, 'b');
    const Instant m_now{std::chrono::seconds(1'700'000'000)};
    const Passage m_passage{"order", "POST", "/api/v1/orders?a=1", "Bearer x", "r-1", "00-aa-bb-00", "10.1.2.3"};

    static std::shared_ptr<const InternalIdentity> of(const QByteArray &text)
    {
        return InternalIdentity::fromText(Secret(text)).value();
    }

private Q_SLOTS:
    void whatWasProvenIsBelieved()
    {
        const QByteArray proof = of(m_first)->prove(m_passage, m_now);
        QVERIFY(of(m_first)->verify(m_passage, proof, m_now));
        QVERIFY(of(m_first)->verify(m_passage, proof, m_now + InternalIdentity::kLife));
        QVERIFY(of(m_first)->verify(m_passage, proof, m_now - InternalIdentity::kLife));
    }

    void anyOtherRequestIsNot()
    {
        const auto identity = of(m_first);
        const QByteArray proof = identity->prove(m_passage, m_now);
        for (QByteArray Passage::*part :
             {&Passage::service, &Passage::method, &Passage::target, &Passage::authorization, &Passage::requestId,
              &Passage::traceparent, &Passage::client}) {
            Passage other = m_passage;
            other.*part += '1';
            QVERIFY(!identity->verify(other, proof, m_now));
        }
        // Moved from one part to the next, the bytes are the same and the meaning is not.
        Passage moved = m_passage;
        moved.method = "POS";
        moved.target.prepend('T');
        QVERIFY(!identity->verify(moved, proof, m_now));
    }

    void oldForgedAndBrokenProofsAreNot_data()
    {
        QTest::addColumn<QByteArray>("proof");
        const QByteArray good = of(m_first)->prove(m_passage, m_now);
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("another key") << of(m_second)->prove(m_passage, m_now);
        QTest::newRow("too old") << of(m_first)->prove(m_passage, m_now - InternalIdentity::kLife - Duration(1));
        QTest::newRow("of the future") << of(m_first)->prove(m_passage, m_now + InternalIdentity::kLife + Duration(1));
        QTest::newRow("another time") << QByteArray(good).replace("v1.17", "v1.18");
        QTest::newRow("another version") << QByteArray(good).replace("v1", "v2");
        QTest::newRow("cut") << good.chopped(1);
        QTest::newRow("no mac") << good.left(good.lastIndexOf('.') + 1);
        QTest::newRow("no number") << QByteArray("v1.x.y");
    }
    void oldForgedAndBrokenProofsAreNot()
    {
        QFETCH(QByteArray, proof);
        const auto verdict = of(m_first)->verify(m_passage, proof, m_now);
        QVERIFY(!verdict);
        QCOMPARE(verdict.error().reason, QStringLiteral("gateway_unproven"));
    }

    void aKeyIsReplacedWithoutAStop()
    {
        const QByteArray before = of(m_first)->prove(m_passage, m_now);
        const auto both = of(m_second + ", " + m_first);
        QVERIFY(both->verify(m_passage, before, m_now));
        QVERIFY(of(m_second)->verify(m_passage, both->prove(m_passage, m_now), m_now));
    }

    void aShortKeyIsRefusedByName()
    {
        for (const QByteArray &text : {QByteArray(31, 'a'), m_first + ",short", QByteArray()}) {
            const auto identity = InternalIdentity::fromText(Secret(text));
            QVERIFY(!identity);
            QVERIFY(identity.error().detail.contains(QStringLiteral("POS_INTERNAL_KEY")));
            QVERIFY(!identity.error().detail.contains(QStringLiteral("short,")));
        }
    }

    void processesOfOneFolderShareAKey()
    {
        QTemporaryDir folder;
        const QString keys = folder.filePath(QStringLiteral("keys"));
        const auto first = InternalIdentity::open(keys);
        const auto second = InternalIdentity::open(keys);
        QVERIFY(first && second);
        QVERIFY((*second)->verify(m_passage, (*first)->prove(m_passage, m_now), m_now));
        const auto rights = QFileInfo(keys + QStringLiteral("/internal.key")).permissions();
        QVERIFY(!(rights & (QFile::ReadGroup | QFile::ReadOther)));
    }
};

QTEST_GUILESS_MAIN(InternalIdentityTest)
#include "InternalIdentityTest.moc"
