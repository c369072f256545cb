// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/AuthModule.h"
#include "server/user/UserModule.h"
#include "tests/support/IdentityApi.h"

#include <QTest>

#include <thread>

using namespace pos;
using test::IdentityApi;

namespace {

const QString kEmail = QStringLiteral("siti@toko.example");
const QString kNew = QStringLiteral("kata sandi baru");

QJsonObject body(std::initializer_list<std::pair<const char *, QJsonValue>> fields)
{
    QJsonObject object;
    for (const auto &[name, value] : fields)
        object.insert(QLatin1StringView(name), value);
    return object;
}

} // namespace

class CredentialsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::TestStore> m_store;
    std::unique_ptr<IdentityApi> m_api;
    IdentityApi::Tokens m_owner;
    IdentityApi::Tokens m_cashier; // at whose till the owner approves

    void pass(Duration time) { m_store->clock().advance(time); }
    IdentityApi::Answer approve(const QJsonObject &more)
    {
        if (m_cashier.access.isEmpty())
            m_cashier = m_api->join(m_owner, QStringLiteral("budi@toko.example"), "cashier");
        return approve(more, m_cashier);
    }
    IdentityApi::Answer approve(const QJsonObject &more, const IdentityApi::Tokens &by)
    {
        QJsonObject wanted = body({{"user_id", m_owner.user.toString()},
                                   {"pin", QStringLiteral("4711")},
                                   {"action", QStringLiteral("order.void")},
                                   {"resource_id", m_owner.tenant.toString()}});
        for (auto it = more.begin(); it != more.end(); ++it)
            wanted[it.key()] = it.value();
        return m_api->post("auth/approvals", wanted, by.access);
    }
    int setPin(const QString &pin, const QString &password = IdentityApi::password())
    {
        return m_api->call("PUT", "/api/v1/auth/pin", body({{"pin", pin}, {"password", password}}), m_owner.access)
            .status;
    }
    Id use(const Id &approval, const QString &action, const Id &resource, const Id &by, Duration later = {})
    {
        static const pg::Statement use{"test.use_approval",
                                       "SELECT identity.use_approval($1, $2, $3, $4, $5) AS approver"};
        return m_store->database()
            .forTenant(m_owner.tenant,
                       [&](pg::Transaction &tx) -> Result<Id> {
                           POS_TRY(const auto rows, tx.run(use, pg::Params(approval, action, resource, by,
                                                                           m_store->clock().now() + later)));
                           return rows.first().id("approver");
                       })
            .value();
    }

private Q_SLOTS:
    void init()
    {
        m_store = std::make_unique<test::TestStore>();
        m_api = std::make_unique<IdentityApi>(*m_store,
                                              std::vector<runtime::ModuleFactory>{auth::makeModule, user::makeModule});
        m_cashier = {};
        m_owner = m_api->registerShop(QStringLiteral("toko-melati"), kEmail);
    }

    void theFirstRunMakesTheOwnerAndNobodyElseGetsIn()
    {
        QCOMPARE(m_store->count("identity.users WHERE role = 'owner' AND status = 'active'"), 1);
        const auto second = m_api->post("auth/register", IdentityApi::shop(QStringLiteral("toko-mawar"), kEmail));
        QCOMPARE(second.status, 403);
        QCOMPARE(second.code(), QStringLiteral("registration_closed"));
        QCOMPARE(m_store->count("shop.tenants"), 1);
        QCOMPARE(m_store->count("shop.tax_rules WHERE rate_ppm = 120000 AND base_num = 11 AND base_den = 12"), 1);
        QCOMPARE(m_store->count("shop.tenant_settings WHERE cash_rounding = 100"), 1);
    }

    void ofTwoFirstRegistrationsOneWins()
    {
        test::TestStore store;
        IdentityApi api(store, {auth::makeModule});
        std::array<int, 4> statuses{};
        std::vector<std::thread> threads;
        for (size_t i = 0; i < statuses.size(); ++i) {
            threads.emplace_back([&, i] {
                statuses[i] =
                    api.post("auth/register", IdentityApi::shop(QStringLiteral("toko-%1").arg(i), kEmail)).status;
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(std::count(statuses.begin(), statuses.end(), 201), 1);
        QCOMPARE(std::count(statuses.begin(), statuses.end(), 403), 3);
    }

    void anOpenServerLetsNobodyInBeforeTheAddressIsProved()
    {
        IdentityApi open(*m_store, {auth::makeModule}, true);
        const QString email = QStringLiteral("budi@toko.example");
        const auto made = open.post("auth/register", IdentityApi::shop(QStringLiteral("toko-mawar"), email));
        QCOMPARE(made.status, 202);
        QVERIFY(!made.body.contains(u"access_token"));
        QCOMPARE(open.login(email).code(), QStringLiteral("email_not_verified"));
        const QString token = open.mailedToken("verification");
        QCOMPARE(open.post("auth/verify-email", body({{"token", token}})).status, 204);
        QCOMPARE(open.login(email).status, 200);
        QCOMPARE(open.post("auth/verify-email", body({{"token", token}})).code(), QStringLiteral("token_invalid"));
        QCOMPARE(open.post("auth/register", IdentityApi::shop(QStringLiteral("toko-mawar"), email)).code(),
                 QStringLiteral("slug_taken"));
    }

    void aVerificationLinkLivesADay()
    {
        IdentityApi open(*m_store, {auth::makeModule}, true);
        QCOMPARE(open.post("auth/register", IdentityApi::shop(QStringLiteral("toko-mawar"), kEmail)).status, 202);
        const QString token = open.mailedToken("verification");
        pass(std::chrono::hours(24));
        QCOMPARE(open.post("auth/verify-email", body({{"token", token}})).code(), QStringLiteral("token_invalid"));
    }

    void registrationNamesEveryWrongField()
    {
        QJsonObject wrong = IdentityApi::shop(QStringLiteral("Toko Melati"), QStringLiteral("nobody"));
        wrong[u"currency"] = QStringLiteral("XQX");
        wrong[u"zone"] = QStringLiteral("Java");
        wrong[u"business_day_cutoff"] = 24;
        wrong[u"password"] = QStringLiteral("short");
        wrong[u"tax_regime"] = QStringLiteral("vat");
        wrong[u"more"] = 1;
        const auto answer = m_api->post("auth/register", wrong);
        QCOMPARE(answer.status, 422);
        for (const char *expected :
             {"slug:not_a_slug", "email:not_an_email", "currency:not_a_currency", "zone:not_a_zone",
              "business_day_cutoff:too_large", "password:too_short", "tax_regime:not_allowed", "more:unknown_field"})
            QVERIFY2(answer.fieldCodes().contains(QLatin1StringView(expected)), qPrintable(answer.fieldCodes()));
    }

    void forgettingNeverTellsWhetherAnAddressExists()
    {
        const auto known = m_api->post("auth/password/forgot", body({{"email", kEmail}}));
        const auto unknown =
            m_api->post("auth/password/forgot", body({{"email", QStringLiteral("nobody@toko.example")}}));
        QCOMPARE(known.status, 202);
        QCOMPARE(unknown.status, 202);
        QCOMPARE(known.body, unknown.body);
        QCOMPARE(m_store->count("events.outbox WHERE type = 'mail.requested'"), 1);
    }

    void oneMailAMinuteIsEnough()
    {
        for (int i = 0; i < 5; ++i)
            QCOMPARE(m_api->post("auth/password/forgot", body({{"email", kEmail}})).status, 202);
        QCOMPARE(m_store->count("events.outbox WHERE type = 'mail.requested'"), 1);
        pass(std::chrono::minutes(1));
        QCOMPARE(m_api->post("auth/password/forgot", body({{"email", kEmail}})).status, 202);
        QCOMPARE(m_store->count("events.outbox WHERE type = 'mail.requested'"), 2);
        QCOMPARE(m_store->count("identity.tokens WHERE used_at IS NULL"), 1); // the newest link alone works
    }

    void aResetLinkWorksOnceWithinAnHourAndEndsEverySession()
    {
        QCOMPARE(m_api->post("auth/password/forgot", body({{"email", kEmail}})).status, 202);
        const QString token = m_api->mailedToken("reset");
        QVERIFY(!token.isEmpty());
        QCOMPARE(m_api->post("auth/password/reset", body({{"token", token}, {"password", kNew}})).status, 204);
        QCOMPARE(m_api->get("auth/me", m_owner.access).status, 401);
        QCOMPARE(m_api->login(kEmail).status, 401);
        QCOMPARE(m_api->login(kEmail, kNew).status, 200);
        QCOMPARE(m_api->post("auth/password/reset", body({{"token", token}, {"password", kNew}})).code(),
                 QStringLiteral("token_invalid"));

        pass(std::chrono::minutes(1));
        QCOMPARE(m_api->post("auth/password/forgot", body({{"email", kEmail}})).status, 202);
        const QString late = m_api->mailedToken("reset");
        pass(std::chrono::hours(1));
        QCOMPARE(m_api->post("auth/password/reset", body({{"token", late}, {"password", kNew}})).code(),
                 QStringLiteral("token_invalid"));
        QCOMPARE(m_api->audited("password.reset"), 1);
    }

    void aUsedLinkKeepsNoSecret()
    {
        QCOMPARE(m_api->post("auth/password/forgot", body({{"email", kEmail}})).status, 202);
        const QString token = m_api->mailedToken("reset");
        QCOMPARE(m_api->post("auth/password/reset", body({{"token", token}, {"password", kNew}})).status, 204);
        QCOMPARE(m_store->count("identity.tokens WHERE secret_enc IS NOT NULL"), 0);
    }

    void changingThePasswordEndsEveryOtherSession()
    {
        const auto other = IdentityApi::tokensOf(m_api->login(kEmail));
        const auto change = [&](const QString &current) {
            return m_api->post("auth/password/change", body({{"current_password", current}, {"new_password", kNew}}),
                               m_owner.access);
        };
        QCOMPARE(change(QStringLiteral("guess")).code(), QStringLiteral("wrong_password"));
        QCOMPARE(change(IdentityApi::password()).status, 204);
        QCOMPARE(m_api->get("auth/me", m_owner.access).status, 200);
        QCOMPARE(m_api->get("auth/me", other.access).status, 401);
        QCOMPARE(m_api->login(kEmail, kNew).status, 200);
    }

    void aPinIsFourToEightDigits()
    {
        for (const char *wrong : {"123", "123456789", "12a4", "１２３４", " 1234", "-123"})
            QCOMPARE(setPin(QString::fromUtf8(wrong)), 422);
        QCOMPARE(setPin(QStringLiteral("1234"), QStringLiteral("guess")), 403);
        QCOMPARE(setPin(QStringLiteral("1234")), 204);
        QCOMPARE(setPin(QStringLiteral("12345678")), 204);
        QCOMPARE(m_store->count("identity.users WHERE pin_hash LIKE '$argon2id$%'"), 1);
        QVERIFY(m_api->get("auth/me", m_owner.access).body[u"has_pin"].toBool());
    }

    void anApprovalIsForOneActionOnOneThingOnce()
    {
        QCOMPARE(setPin(QStringLiteral("4711")), 204);
        const auto given = approve({});
        QCOMPARE(given.status, 201);
        QCOMPARE(given.body[u"expires_at"].toString(), toRfc3339(m_store->clock().now() + std::chrono::minutes(2)));
        const Id approval = Id::parse(given.body[u"approval_id"].toString()).value();
        const QString action = QStringLiteral("order.void");
        const Id resource = m_owner.tenant;
        QVERIFY(use(approval, QStringLiteral("order.refund"), resource, m_cashier.user).isNull());
        QVERIFY(use(approval, action, m_owner.user, m_cashier.user).isNull());
        QVERIFY(use(approval, action, resource, resource).isNull());
        QVERIFY(use(approval, action, resource, m_cashier.user, std::chrono::minutes(2)).isNull());
        QCOMPARE(use(approval, action, resource, m_cashier.user), m_owner.user);
        QVERIFY(use(approval, action, resource, m_cashier.user).isNull());
        QCOMPARE(m_api->audited("approval.given"), 1);
    }

    void anApprovalNeedsTheRightPinOfSomebodyWhoMay()
    {
        QCOMPARE(approve({}).code(), QStringLiteral("wrong_pin")); // none set
        QCOMPARE(setPin(QStringLiteral("4711")), 204);
        QCOMPARE(approve(body({{"pin", QStringLiteral("4712")}})).code(), QStringLiteral("wrong_pin"));
        QCOMPARE(approve(body({{"user_id", m_owner.tenant.toString()}})).code(), QStringLiteral("wrong_pin"));
        QCOMPARE(approve(body({{"user_id", QJsonValue()}, {"email", kEmail}})).status, 201);
        m_store->admin("UPDATE identity.users SET role = 'cashier'");
        QCOMPARE(approve({}).code(), QStringLiteral("may_not_approve"));
    }

    void nobodyApprovesTheirOwn()
    {
        QCOMPARE(setPin(QStringLiteral("4711")), 204);
        QCOMPARE(approve({}, m_owner).code(), QStringLiteral("own_approval"));
        QCOMPARE(m_store->count("identity.approvals"), 0);
        QCOMPARE(approve({}).status, 201);
    }

    void fiveWrongPinsLockTheApprover()
    {
        QCOMPARE(setPin(QStringLiteral("4711")), 204);
        for (int i = 0; i < 5; ++i)
            QCOMPARE(approve(body({{"pin", QStringLiteral("000%1").arg(i)}})).status, 403);
        QCOMPARE(approve({}).status, 429);
    }
};

QTEST_GUILESS_MAIN(CredentialsTest)
#include "CredentialsTest.moc"
