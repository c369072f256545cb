// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/keyring/AccessToken.h"

#include "server/infra/keyring/Crypto.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <cstdlib>
#include <jwt.h>

using namespace pos;
using namespace pos::keyring;

class AccessTokenTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    ManualClock m_clock{Instant(std::chrono::seconds(1'769'000'000))};
    std::shared_ptr<const TokenKeys> m_keys;
    AccessClaims m_claims;

    // A token with the signature of our own key over any algorithm, header and claims.
    QByteArray forge(jwt_alg_t alg, const QByteArray &key, const QByteArray &kid, const QByteArray &claims) const
    {
        jwt_t *jwt = nullptr;
        jwt_new(&jwt);
        jwt_add_header(jwt, "kid", kid.constData());
        jwt_add_grants_json(jwt, claims.constData());
        jwt_set_alg(jwt, alg, alg == JWT_ALG_NONE ? nullptr : reinterpret_cast<const unsigned char *>(key.constData()),
                    alg == JWT_ALG_NONE ? 0 : static_cast<int>(key.size()));
        char *text = jwt_encode_str(jwt);
        const QByteArray token(text);
        std::free(text);
        jwt_free(jwt);
        return token;
    }
    QByteArray claimsJson(const char *more) const
    {
        return "{\"iss\":\"pos-backoffice\",\"sub\":\"" + m_claims.user.toString().toLatin1() + "\",\"tenant\":\""
               + m_claims.tenant.toString().toLatin1() + "\",\"sid\":\"" + m_claims.session.toString().toLatin1()
               + "\",\"role\":\"owner\",\"terminal\":\"T01\"" + more + "}";
    }
    QString reasonOf(const QByteArray &token) const
    {
        const auto verified = TokenVerifier(m_keys, m_clock).verify(token);
        return verified ? QStringLiteral("accepted") : verified.error().reason;
    }

private Q_SLOTS:
    void init()
    {
        m_keys = TokenKeys::open(m_folder.path()).value();
        m_clock.set(Instant(std::chrono::seconds(1'769'000'000)));
        m_claims = {Id::make(m_clock),
                    Id::make(m_clock),
                    Id::make(m_clock),
                    contract::Role::Manager,
                    "T07",
                    m_clock.now() + std::chrono::minutes(15)};
    }

    void verifiesWhatItSigned()
    {
        const QByteArray token = TokenSigner(m_keys, m_clock).sign(m_claims).value();
        const AccessClaims claims = TokenVerifier(m_keys, m_clock).verify(token).value();
        QCOMPARE(claims.user, m_claims.user);
        QCOMPARE(claims.tenant, m_claims.tenant);
        QCOMPARE(claims.session, m_claims.session);
        QCOMPARE(claims.role, contract::Role::Manager);
        QCOMPARE(claims.terminal, QByteArrayLiteral("T07"));
        QCOMPARE(claims.expires, m_claims.expires);
    }

    void keysAreForTheirOwnerAloneAndStay()
    {
        const QString path = m_folder.filePath(QStringLiteral("jwt-0001.pem"));
        QVERIFY((QFileInfo(path).permissions() & QFileDevice::Permissions(0x077)) == 0);
        QCOMPARE(TokenKeys::open(m_folder.path()).value()->signing().id, m_keys->signing().id);
    }

    void aNewKeySignsWhileOldTokensLive()
    {
        QTemporaryDir folder;
        const auto old = TokenKeys::open(folder.path()).value();
        const QByteArray token = TokenSigner(old, m_clock).sign(m_claims).value();
        QVERIFY(
            QFile::rename(folder.filePath(QStringLiteral("jwt-0001.pem")), folder.filePath(QStringLiteral("kept"))));
        const auto second = TokenKeys::open(folder.path()).value();
        QVERIFY(QFile::rename(folder.filePath(QStringLiteral("jwt-0001.pem")),
                              folder.filePath(QStringLiteral("jwt-0002.pem"))));
        QVERIFY(
            QFile::rename(folder.filePath(QStringLiteral("kept")), folder.filePath(QStringLiteral("jwt-0001.pem"))));
        const auto both = TokenKeys::open(folder.path()).value();
        QCOMPARE(both->signing().id, second->signing().id);
        QVERIFY(TokenVerifier(both, m_clock).verify(token));
        QVERIFY(!TokenVerifier(second, m_clock).verify(token));
    }

    void endsAtItsExpiryWithAMinuteOfSkew()
    {
        const QByteArray token = TokenSigner(m_keys, m_clock).sign(m_claims).value();
        m_clock.advance(std::chrono::minutes(15) + std::chrono::seconds(59));
        QCOMPARE(reasonOf(token), QStringLiteral("accepted"));
        m_clock.advance(std::chrono::seconds(1));
        QCOMPARE(reasonOf(token), QStringLiteral("token_expired"));
    }

    void refusesATokenFromTheFuture()
    {
        const QByteArray token = TokenSigner(m_keys, m_clock).sign(m_claims).value();
        m_clock.advance(std::chrono::seconds(-61));
        QCOMPARE(reasonOf(token), QStringLiteral("token_invalid"));
    }

    void refusesATokenWithoutExpiry()
    {
        const TokenKeys::Key &key = m_keys->signing();
        const QByteArray good = claimsJson(",\"iat\":1769000000,\"exp\":1769000100");
        QCOMPARE(reasonOf(forge(JWT_ALG_ES256, key.privatePem.reveal(), key.id, good)), QStringLiteral("accepted"));
        const QByteArray endless = claimsJson(",\"iat\":1769000000");
        QCOMPARE(reasonOf(forge(JWT_ALG_ES256, key.privatePem.reveal(), key.id, endless)),
                 QStringLiteral("token_expired"));
    }

    void refusesEveryOtherAlgorithm()
    {
        const TokenKeys::Key &key = m_keys->signing();
        const QByteArray claims = claimsJson(",\"iat\":1769000000,\"exp\":1769000100");
        QCOMPARE(reasonOf(forge(JWT_ALG_NONE, {}, key.id, claims)), QStringLiteral("token_invalid"));
        // The known attack: the public key as an HMAC secret.
        QCOMPARE(reasonOf(forge(JWT_ALG_HS256, key.publicPem, key.id, claims)), QStringLiteral("token_invalid"));
    }

    void refusesAKeyOfSomebodyElse()
    {
        QTemporaryDir folder;
        const auto others = TokenKeys::open(folder.path()).value();
        const QByteArray claims = claimsJson(",\"iat\":1769000000,\"exp\":1769000100");
        const QByteArray theirs = others->signing().privatePem.reveal();
        QCOMPARE(reasonOf(forge(JWT_ALG_ES256, theirs, others->signing().id, claims)), QStringLiteral("token_invalid"));
        QCOMPARE(reasonOf(forge(JWT_ALG_ES256, theirs, m_keys->signing().id, claims)), QStringLiteral("token_invalid"));
    }

    void refusesAChangedToken()
    {
        const QByteArray token = TokenSigner(m_keys, m_clock).sign(m_claims).value();
        const qsizetype dot = token.indexOf('.');
        QByteArray changed = crypto::fromBase64Url(token.mid(dot + 1, token.lastIndexOf('.') - dot - 1));
        changed.replace("manager", "owner");
        QCOMPARE(reasonOf(token.left(dot + 1) + crypto::toBase64Url(changed) + token.mid(token.lastIndexOf('.'))),
                 QStringLiteral("token_invalid"));
        for (qsizetype i = 0; i < token.size() - 1; ++i) { // the last character has spare bits
            QByteArray one = token;
            one[i] = one[i] == 'A' ? 'B' : 'A';
            QVERIFY(reasonOf(one) != QStringLiteral("accepted"));
        }
    }

    void refusesRubbish()
    {
        for (const QByteArray &text :
             {QByteArray(), QByteArray(".."), QByteArray("a.b.c"), QByteArray("\x80\xff.\xfe.\x01"),
              QByteArray(5000, 'a'), QByteArray("e30.e30.e30"), QByteArray("....")})
            QCOMPARE(reasonOf(text), QStringLiteral("token_invalid"));
    }
};

QTEST_APPLESS_MAIN(AccessTokenTest)
#include "AccessTokenTest.moc"
