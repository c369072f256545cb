// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/AuthModule.h"
#include "server/tenant/TenantModule.h"
#include "server/user/UserModule.h"
#include "tests/support/IdentityApi.h"

#include <QTest>

using namespace pos;
using test::IdentityApi;

namespace {

QJsonObject body(std::initializer_list<std::pair<const char *, QJsonValue>> fields)
{
    QJsonObject object;
    for (const auto &[name, value] : fields)
        object.insert(QLatin1StringView(name), value);
    return object;
}

} // namespace

// Walks the whole way of a person through the services with words that occur nowhere else, and then looks for them in
// every column of every table.
class NothingInClearTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::TestStore> m_store;

    // Every row of every table as text, bytea in both readings; tables by name.
    QHash<QByteArray, QByteArray> dump()
    {
        QHash<QByteArray, QByteArray> all;
        const pg::Rows tables = m_store->admin("SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables "
                                               "WHERE schemaname NOT IN ('pg_catalog', 'information_schema')");
        for (const pg::Row table : tables) {
            const QByteArray name = table.ascii("name");
            QByteArray text;
            for (const pg::Row row : m_store->admin("SELECT t::text AS row FROM " + name + " t"))
                text += row.text("row").toUtf8() + '\n';
            all.insert(name, text);
        }
        return all;
    }

private Q_SLOTS:
    void init() { m_store = std::make_unique<test::TestStore>(); }

    void noNameAddressPhonePasswordPinOrTokenIsInAnyTable()
    {
        IdentityApi api(*m_store, {auth::makeModule, user::makeModule, tenant::makeModule}, true);
        api.setPeer(QStringLiteral("198.51.100.77"));
        const auto owner = api.registerShop(QStringLiteral("toko-melati"), QStringLiteral("canary-owner@toko.example"));
        const QList<QPair<QByteArray, QByteArray>> agent{{"User-Agent", "CanaryBrowser/7"}};
        const auto login = api.call(
            "POST", "/api/v1/auth/login",
            body({{"email", QStringLiteral("canary-owner@toko.example")}, {"password", IdentityApi::password()}}), {},
            agent);
        QCOMPARE(login.status, 200);
        const QByteArray access = IdentityApi::tokensOf(login).access;
        const QString refresh = IdentityApi::tokensOf(login).refresh;
        QCOMPARE(api.get("auth/sessions", access).status, 200);
        QCOMPARE(api.call("PUT", "/api/v1/auth/pin",
                          body({{"pin", QStringLiteral("90817263")}, {"password", IdentityApi::password()}}), access)
                     .status,
                 204);
        QCOMPARE(api.post("invitations",
                          body({{"email", QStringLiteral("canary-guest@toko.example")},
                                {"role", QStringLiteral("cashier")}}),
                          access)
                     .status,
                 201);
        const QString invitation = api.mailedToken("invitation");
        QCOMPARE(api.post("invitations",
                          body({{"email", QStringLiteral("canary-second@toko.example")},
                                {"role", QStringLiteral("cashier")}}),
                          access)
                     .status,
                 201);
        QCOMPARE(api.post("invitations/accept", body({{"token", invitation},
                                                      {"name", QStringLiteral("Canarina Guestini")},
                                                      {"password", QStringLiteral("canary password")}}))
                     .status,
                 201);
        const auto users = api.get("users", access).body[u"items"].toArray();
        QCOMPARE(users.size(), 2);
        const QByteArray guest = users[1][u"id"].toString().toLatin1();
        QCOMPARE(api.call("PATCH", "/api/v1/users/" + guest, body({{"phone", QStringLiteral("081377766655")}}), access,
                          {{"If-Match", '"' + QByteArray::number(users[1][u"version"].toInt()) + '"'}})
                     .status,
                 200);
        QCOMPARE(
            api.post("auth/password/forgot", body({{"email", QStringLiteral("canary-owner@toko.example")}})).status,
            202);
        const QString reset = api.mailedToken("reset");
        QVERIFY(!reset.isEmpty());
        QCOMPARE(api.login(QStringLiteral("canary-nobody@toko.example")).status, 401);

        const QByteArrayList canaries{"canary-owner",     "canary-guest",        "canary-second",
                                      "canary-nobody",    "toko.example",        "Canarina",
                                      "Guestini",         "Siti Nurhaliza",      "81377766655",
                                      "90817263",         "canary password",     "rahasia toko",
                                      "CanaryBrowser",    "198.51.100.77",       access,
                                      refresh.toLatin1(), invitation.toLatin1(), reset.toLatin1()};
        const auto tables = dump();
        QVERIFY(tables.size() > 20);
        QVERIFY(tables.value("identity.users").contains("cashier")); // the dump does see the rows
        QVERIFY(tables.value("events.outbox").contains("mail.requested"));
        for (auto table = tables.constBegin(); table != tables.constEnd(); ++table) {
            for (const QByteArray &canary : canaries) {
                QVERIFY2(!table.value().contains(canary), qPrintable(QString::fromUtf8(table.key() + ": " + canary)));
                // bytea prints as hex
                QVERIFY2(!table.value().contains(canary.toHex()),
                         qPrintable(QString::fromUtf8(table.key() + ", bytes: " + canary)));
            }
        }
    }

    void thePersonWhoIsSealedCanBeReadBack()
    {
        IdentityApi api(*m_store, {auth::makeModule, user::makeModule, tenant::makeModule});
        const auto owner = api.registerShop(QStringLiteral("toko-melati"), QStringLiteral("siti@toko.example"));
        QCOMPARE(api.get("auth/me", owner.access).body[u"email"].toString(), QStringLiteral("siti@toko.example"));
        // A row whose sealed name was moved to another person opens for nobody.
        m_store->admin("UPDATE identity.users SET name_enc = email_enc");
        QCOMPARE(api.get("auth/me", owner.access).status, 500);
        QCOMPARE(api.get("auth/me", owner.access).code(), QStringLiteral("sealed_field"));
    }

    void aKeyFileOfAnotherStoreIsNoticed()
    {
        IdentityApi api(*m_store, {auth::makeModule, user::makeModule, tenant::makeModule});
        QVERIFY(m_store->subjectKeys().proveFits(m_store->database()));
        api.registerShop(QStringLiteral("toko-melati"), QStringLiteral("siti@toko.example"));
        QVERIFY(m_store->subjectKeys().proveFits(m_store->database()));
        test::TestStore other;
        QCOMPARE(other.subjectKeys().proveFits(m_store->database()).error().reason, QStringLiteral("wrapped_key"));
    }

    void oneShopSeesNothingOfAnother()
    {
        IdentityApi api(*m_store, {auth::makeModule, user::makeModule, tenant::makeModule});
        const auto owner = api.registerShop(QStringLiteral("toko-melati"), QStringLiteral("siti@toko.example"));
        static const pg::Statement counts[] = {
            {"test.count_users", "SELECT count(*) AS n FROM identity.users"},
            {"test.count_logins", "SELECT count(*) AS n FROM identity.login_index"},
            {"test.count_sessions", "SELECT count(*) AS n FROM identity.sessions"},
            {"test.count_keys", "SELECT count(*) AS n FROM keys.data_keys"},
            {"test.count_tenants", "SELECT count(*) AS n FROM shop.tenants"},
        };
        for (const pg::Statement &count : counts) {
            for (const Id &shop : {owner.tenant, Id::make(m_store->clock())}) {
                const auto n = m_store->database().forTenant(shop, [&](pg::Transaction &tx) -> Result<qint64> {
                    POS_TRY(const auto rows, tx.run(count));
                    return rows.first().i64("n");
                });
                QCOMPARE(n.value(), shop == owner.tenant ? 1 : 0);
            }
        }
        // What belongs to no shop is not for requests at all.
        static const pg::Statement failures{"test.count_failures", "SELECT count(*) AS n FROM identity.failed_proofs"};
        QVERIFY(!m_store->database().forTenant(owner.tenant, [&](pg::Transaction &tx) { return tx.run(failures); }));
    }
};

QTEST_GUILESS_MAIN(NothingInClearTest)
#include "NothingInClearTest.moc"
