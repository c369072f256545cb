// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/AuthModule.h"
#include "tests/support/IdentityApi.h"

#include <QTest>

#include <thread>

using namespace pos;
using test::IdentityApi;

namespace {

const QString kEmail = QStringLiteral("siti@toko.example");

QJsonObject body(std::initializer_list<std::pair<const char *, QJsonValue>> fields)
{
    QJsonObject object;
    for (const auto &[name, value] : fields)
        object.insert(QLatin1StringView(name), value);
    return object;
}

} // namespace

class SignInTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::TestStore> m_store;
    std::unique_ptr<IdentityApi> m_api;
    IdentityApi::Tokens m_owner;

    QJsonObject refreshBody(const QString &token) { return body({{"refresh_token", token}}); }
    int meStatus(const QByteArray &token) { return m_api->get("auth/me", token).status; }
    void pass(Duration time) { m_store->clock().advance(time); }

private Q_SLOTS:
    void init()
    {
        m_store = std::make_unique<test::TestStore>();
        m_api = std::make_unique<IdentityApi>(*m_store, std::vector<runtime::ModuleFactory>{auth::makeModule});
        m_owner = m_api->registerShop(QStringLiteral("toko-melati"), kEmail);
    }

    void theRightPasswordSignsIn()
    {
        const auto answer = m_api->login(QStringLiteral(" Siti@TOKO.example"));
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body[u"expires_in"].toInt(), 900);
        QCOMPARE(answer.body[u"user"][u"role"].toString(), QStringLiteral("owner"));
        QCOMPARE(answer.response.header("Cache-Control"), QByteArrayLiteral("no-store"));
        const auto me = m_api->get("auth/me", IdentityApi::tokensOf(answer).access);
        QCOMPARE(me.status, 200);
        QCOMPARE(me.body[u"name"].toString(), QStringLiteral("Siti Nurhaliza"));
        QCOMPARE(me.body[u"email"].toString(), kEmail);
        QCOMPARE(me.body[u"tenant"][u"slug"].toString(), QStringLiteral("toko-melati"));
        QVERIFY(me.body[u"permissions"].toArray().contains(QStringLiteral("users.manage")));
    }

    void aWrongPasswordAndAnUnknownAddressAnswerAlike()
    {
        const auto wrong = m_api->login(kEmail, QStringLiteral("not the password"));
        const auto unknown = m_api->login(QStringLiteral("nobody@toko.example"));
        const auto noAddress = m_api->login(QStringLiteral("not an address"));
        for (const auto *answer : {&wrong, &unknown, &noAddress}) {
            QCOMPARE(answer->status, 401);
            QCOMPARE(answer->code(), QStringLiteral("wrong_credentials"));
            QCOMPARE(answer->body[u"detail"], wrong.body[u"detail"]);
        }
    }

    void fiveFailuresLockTheUserForFifteenMinutes()
    {
        for (int i = 0; i < 5; ++i) {
            m_api->setPeer(QStringLiteral("192.0.2.%1").arg(i + 1)); // from everywhere
            QCOMPARE(m_api->login(kEmail, QStringLiteral("guess")).status, 401);
        }
        m_api->setPeer(QStringLiteral("192.0.2.99"));
        const auto locked = m_api->login(kEmail);
        QCOMPARE(locked.status, 429);
        QCOMPARE(locked.code(), QStringLiteral("too_many_failures"));
        QCOMPARE(locked.response.header("Retry-After"), QByteArrayLiteral("900"));
        pass(std::chrono::minutes(15) - Duration(1));
        QCOMPARE(m_api->login(kEmail).status, 429);
        pass(Duration(1));
        QCOMPARE(m_api->login(kEmail).status, 200);
    }

    void fiveFailuresLockTheAddressTheyCameFrom()
    {
        for (int i = 0; i < 5; ++i)
            QCOMPARE(m_api->login(QStringLiteral("nobody%1@toko.example").arg(i)).status, 401);
        QCOMPARE(m_api->login(kEmail).status, 429);
        m_api->setPeer(QStringLiteral("192.0.2.2"));
        QCOMPARE(m_api->login(kEmail).status, 200);
    }

    void anUnknownAddressIsLockedAsAKnownOneIs()
    {
        for (int i = 0; i < 5; ++i) {
            m_api->setPeer(QStringLiteral("192.0.2.%1").arg(i + 1));
            QCOMPARE(m_api->login(QStringLiteral("nobody@toko.example")).status, 401);
        }
        m_api->setPeer(QStringLiteral("192.0.2.99"));
        QCOMPARE(m_api->login(QStringLiteral("nobody@toko.example")).status, 429);
    }

    void guessesSideBySideTellNothingBeyondTheFifth()
    {
        std::array<int, 12> statuses{};
        std::vector<std::thread> threads;
        for (size_t i = 0; i < statuses.size(); ++i)
            threads.emplace_back(
                [&, i] { statuses[i] = m_api->login(kEmail, QStringLiteral("guess %1").arg(i)).status; });
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(std::count(statuses.begin(), statuses.end(), 401), 5);
        QCOMPARE(std::count(statuses.begin(), statuses.end(), 429), 7);
    }

    void aSuccessForgivesEarlierFailuresOfTheUser()
    {
        for (int round = 0; round < 2; ++round) {
            for (int i = 0; i < 4; ++i) {
                m_api->setPeer(QStringLiteral("192.0.%1.%2").arg(round).arg(i + 1));
                QCOMPARE(m_api->login(kEmail, QStringLiteral("guess")).status, 401);
            }
            QCOMPARE(m_api->login(kEmail).status, 200);
        }
    }

    void anAccessTokenLivesFifteenMinutes()
    {
        pass(std::chrono::minutes(15) + std::chrono::seconds(59));
        QCOMPARE(meStatus(m_owner.access), 200);
        pass(std::chrono::seconds(1));
        const auto late = m_api->get("auth/me", m_owner.access);
        QCOMPARE(late.status, 401);
        QCOMPARE(late.code(), QStringLiteral("token_expired"));
    }

    void refreshRotatesTheToken()
    {
        const auto next = m_api->post("auth/refresh", refreshBody(m_owner.refresh));
        QCOMPARE(next.status, 200);
        const auto tokens = IdentityApi::tokensOf(next);
        QVERIFY(tokens.refresh != m_owner.refresh);
        QCOMPARE(meStatus(tokens.access), 200);
        QCOMPARE(m_api->post("auth/refresh", refreshBody(tokens.refresh)).status, 200);
    }

    void aSpentRefreshTokenEndsTheWholeFamily()
    {
        const auto next = IdentityApi::tokensOf(m_api->post("auth/refresh", refreshBody(m_owner.refresh)));
        const auto stolen = m_api->post("auth/refresh", refreshBody(m_owner.refresh));
        QCOMPARE(stolen.status, 401);
        QCOMPARE(stolen.code(), QStringLiteral("session_ended"));
        QCOMPARE(m_api->post("auth/refresh", refreshBody(next.refresh)).status, 401);
        QCOMPARE(meStatus(next.access), 401);
        QCOMPARE(m_api->audited("session.reuse_detected"), 1);
    }

    void aForgedRefreshTokenEndsNothing()
    {
        QString forged = m_owner.refresh;
        forged[80] = forged[80] == u'A' ? u'B' : u'A';
        QCOMPARE(m_api->post("auth/refresh", refreshBody(forged)).status, 401);
        QCOMPARE(m_api->post("auth/refresh", refreshBody(QStringLiteral("rubbish"))).status, 401);
        QCOMPARE(m_api->post("auth/refresh", refreshBody(m_owner.refresh)).status, 200);
    }

    void aSessionEndsAfterAnHourIdle()
    {
        pass(std::chrono::minutes(60));
        QCOMPARE(m_api->post("auth/refresh", refreshBody(m_owner.refresh)).status, 401);
    }

    void aSessionInUseIsNotIdle()
    {
        pass(std::chrono::minutes(14));
        QCOMPARE(meStatus(m_owner.access), 200);
        pass(std::chrono::minutes(59));
        QCOMPARE(m_api->post("auth/refresh", refreshBody(m_owner.refresh)).status, 200);
    }

    void logoutEndsTheSession()
    {
        QCOMPARE(m_api->post("auth/logout", {}, m_owner.access).status, 204);
        pass(std::chrono::seconds(1));
        QCOMPARE(meStatus(m_owner.access), 401);
        QCOMPARE(m_api->post("auth/refresh", refreshBody(m_owner.refresh)).status, 401);
    }

    void sessionsAreListedAndEnded()
    {
        const auto second = IdentityApi::tokensOf(m_api->login(kEmail));
        const auto list = m_api->get("auth/sessions", second.access);
        QCOMPARE(list.status, 200);
        const QJsonArray items = list.body[u"items"].toArray();
        QCOMPARE(items.size(), 2);
        const QJsonValue other = items[0][u"current"].toBool() ? items[1] : items[0];
        QCOMPARE(m_api->call("DELETE", "/api/v1/auth/sessions/" + other[u"id"].toString().toLatin1(), {}, second.access)
                     .status,
                 204);
        pass(std::chrono::seconds(1));
        QCOMPARE(meStatus(m_owner.access), 401);
        QCOMPARE(meStatus(second.access), 200);
        QCOMPARE(m_api->call("DELETE", "/api/v1/auth/sessions", {}, second.access).status, 204);
        pass(std::chrono::seconds(1));
        QCOMPARE(meStatus(second.access), 401);
        QCOMPARE(m_api->audited("session.listed"), 1);
    }

    void everySessionSellsAsATerminalOfItsOwn()
    {
        std::array<IdentityApi::Tokens, 6> tokens;
        std::vector<std::thread> threads;
        for (auto &mine : tokens)
            threads.emplace_back([&] { mine = IdentityApi::tokensOf(m_api->login(kEmail)); });
        for (std::thread &thread : threads)
            thread.join();
        QStringList terminals;
        for (const QJsonValue &item : m_api->get("auth/sessions", tokens[0].access).body[u"items"].toArray())
            terminals.append(item[u"terminal"].toString());
        terminals.sort();
        QCOMPARE(terminals.join(u' '), QStringLiteral("T01 T02 T03 T04 T05 T06 T07"));
        // A number is free again when its session has ended.
        QCOMPARE(m_api->post("auth/logout", {}, m_owner.access).status, 204);
        const auto next = IdentityApi::tokensOf(m_api->login(kEmail));
        QCOMPARE(m_store->count("identity.sessions WHERE terminal = 1 AND ended_at IS NULL AND user_id = '"
                                + next.user.toString().toLatin1() + "'"),
                 1);
    }

    void whoBelongsToTwoShopsChoosesOnceThePasswordIsProved()
    {
        IdentityApi open(*m_store, {auth::makeModule}, true);
        QCOMPARE(open.post("auth/register", IdentityApi::shop(QStringLiteral("toko-mawar"), kEmail)).status, 202);
        const QString token = open.mailedToken("verification");
        QCOMPARE(open.post("auth/verify-email", body({{"token", token}})).status, 204);

        QCOMPARE(m_api->login(kEmail, QStringLiteral("guess")).code(), QStringLiteral("wrong_credentials"));
        const auto choice = m_api->login(kEmail);
        QCOMPARE(choice.status, 409);
        QCOMPARE(choice.code(), QStringLiteral("choose_shop"));
        QVERIFY(choice.response.body.contains("toko-mawar") && choice.response.body.contains("toko-melati"));
        const auto chosen = m_api->post(
            "auth/login",
            body({{"email", kEmail}, {"password", IdentityApi::password()}, {"shop", QStringLiteral("toko-mawar")}}));
        QCOMPARE(chosen.status, 200);
        QVERIFY(IdentityApi::tokensOf(chosen).tenant != m_owner.tenant);
    }

    void nobodyGetsInWithoutAToken()
    {
        QCOMPARE(m_api->get("auth/me", {}).code(), QStringLiteral("token_missing"));
        QCOMPARE(m_api->get("auth/me", "rubbish").code(), QStringLiteral("token_invalid"));
    }
};

QTEST_GUILESS_MAIN(SignInTest)
#include "SignInTest.moc"
