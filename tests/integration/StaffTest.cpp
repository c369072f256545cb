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
const QString kPassword = QStringLiteral("kata sandi budi");

QJsonObject body(std::initializer_list<std::pair<const char *, QJsonValue>> fields)
{
    QJsonObject object;
    for (const auto &[name, value] : fields)
        object.insert(QLatin1StringView(name), value);
    return object;
}

} // namespace

class StaffTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::TestStore> m_store;
    std::unique_ptr<IdentityApi> m_api;
    IdentityApi::Tokens m_owner;

    void pass(Duration time) { m_store->clock().advance(time); }
    static QByteArray path(const Id &user, const char *more = "")
    {
        return "users/" + user.toString().toLatin1() + more;
    }
    IdentityApi::Answer put(const QByteArray &target, const QJsonObject &document)
    {
        return m_api->call("PUT", "/api/v1/" + target, document, m_owner.access);
    }
    IdentityApi::Answer patch(const Id &user, const QJsonObject &document, qint64 version)
    {
        return m_api->call("PATCH", "/api/v1/" + path(user), document, m_owner.access,
                           {{"If-Match", '"' + QByteArray::number(version) + '"'}});
    }
    IdentityApi::Answer remove(const QByteArray &target)
    {
        return m_api->call("DELETE", "/api/v1/" + target, {}, m_owner.access);
    }
    IdentityApi::Answer setRole(const Id &user, const char *role)
    {
        return put(path(user, "/role"), body({{"role", QString::fromLatin1(role)}}));
    }
    IdentityApi::Answer invite(const QString &email, const char *role = "cashier")
    {
        return m_api->post("invitations", body({{"email", email}, {"role", QString::fromLatin1(role)}}),
                           m_owner.access);
    }
    IdentityApi::Tokens join(const QString &email, const char *role = "cashier")
    {
        return m_api->join(m_owner, email, role, kPassword);
    }
    int meStatus(const QByteArray &token) { return m_api->get("auth/me", token).status; }

private Q_SLOTS:
    void init()
    {
        m_store = std::make_unique<test::TestStore>();
        m_api = std::make_unique<IdentityApi>(*m_store,
                                              std::vector<runtime::ModuleFactory>{auth::makeModule, user::makeModule});
        m_owner = m_api->registerShop(QStringLiteral("toko-melati"), kEmail);
    }

    void anInvitedPersonBecomesAMemberByTheLink()
    {
        const auto made = invite(QStringLiteral("budi@toko.example"), "manager");
        QCOMPARE(made.status, 201);
        QCOMPARE(made.body[u"status"].toString(), QStringLiteral("open"));
        QCOMPARE(m_api->get("invitations", m_owner.access).body[u"items"].toArray().size(), 1);
        QCOMPARE(m_api->get("users", m_owner.access).body[u"items"].toArray().size(), 1); // not yet among the staff
        QCOMPARE(m_store->count("events.outbox WHERE type = 'mail.requested' AND data->>'template' = 'invitation'"), 1);

        const QString token = m_api->mailedToken("invitation");
        const QJsonObject accept =
            body({{"token", token}, {"name", QStringLiteral("Budi Santoso")}, {"password", kPassword}});
        QCOMPARE(m_api->post("invitations/accept", accept).status, 201);
        QCOMPARE(m_api->post("invitations/accept", accept).code(), QStringLiteral("token_invalid"));
        QCOMPARE(m_api->get("invitations", m_owner.access).body[u"items"].toArray().size(), 0);

        const auto login = m_api->login(QStringLiteral("budi@toko.example"), kPassword);
        QCOMPARE(login.status, 200);
        QCOMPARE(login.body[u"user"][u"role"].toString(), QStringLiteral("manager"));
    }

    void anInvitationLivesSevenDaysAndCanBeSentAgain()
    {
        const auto made = invite(QStringLiteral("budi@toko.example"));
        const QByteArray id = made.body[u"id"].toString().toLatin1();
        QCOMPARE(made.body[u"expires_at"].toString(), toRfc3339(m_store->clock().now() + std::chrono::hours(7 * 24)));
        const QString old = m_api->mailedToken("invitation");
        pass(std::chrono::hours(7 * 24));
        const auto accept = [&](const QString &token) {
            return m_api->post("invitations/accept",
                               body({{"token", token}, {"name", QStringLiteral("Budi")}, {"password", kPassword}}));
        };
        QCOMPARE(accept(old).code(), QStringLiteral("token_invalid"));
        m_owner = IdentityApi::tokensOf(m_api->login(kEmail));
        QCOMPARE(m_api->get("invitations", m_owner.access).body[u"items"][0][u"status"].toString(),
                 QStringLiteral("expired"));
        QCOMPARE(m_api->post("invitations/" + id + "/resend", {}, m_owner.access).status, 200);
        QCOMPARE(accept(old).code(), QStringLiteral("token_invalid"));
        QCOMPARE(accept(m_api->mailedToken("invitation")).status, 201);
    }

    void aWithdrawnInvitationIsGoneWithItsAddress()
    {
        const auto made = invite(QStringLiteral("budi@toko.example"));
        const QString token = m_api->mailedToken("invitation");
        QCOMPARE(remove("invitations/" + made.body[u"id"].toString().toLatin1()).status, 204);
        QCOMPARE(m_api
                     ->post("invitations/accept",
                            body({{"token", token}, {"name", QStringLiteral("B")}, {"password", kPassword}}))
                     .code(),
                 QStringLiteral("token_invalid"));
        QCOMPARE(m_store->count("keys.data_keys WHERE wrapped IS NULL AND destroyed_at IS NOT NULL"), 1);
        QCOMPARE(invite(QStringLiteral("budi@toko.example")).status, 201); // the address is free again
    }

    void anAddressIsOncePerShop()
    {
        QCOMPARE(invite(QStringLiteral("SITI@toko.example")).code(), QStringLiteral("email_taken"));
        QCOMPARE(invite(QStringLiteral("budi@toko.example")).status, 201);
        QCOMPARE(invite(QStringLiteral("Budi@Toko.example")).code(), QStringLiteral("email_taken"));
    }

    void anInvitationKeyWorksOnce()
    {
        const QJsonObject wanted =
            body({{"email", QStringLiteral("budi@toko.example")}, {"role", QStringLiteral("cashier")}});
        const QList<QPair<QByteArray, QByteArray>> key{{"Idempotency-Key", "one"}};
        const auto first = m_api->call("POST", "/api/v1/invitations", wanted, m_owner.access, key);
        const auto again = m_api->call("POST", "/api/v1/invitations", wanted, m_owner.access, key);
        QCOMPARE(first.status, 201);
        QCOMPARE(again.status, 201);
        QCOMPARE(again.body[u"id"], first.body[u"id"]);
        QCOMPARE(m_store->count("identity.users WHERE status = 'invited'"), 1);
        QCOMPARE(m_store->count("events.outbox WHERE type = 'mail.requested'"), 1);
    }

    void theLastOwnerCannotBeDemotedSuspendedOrRemoved()
    {
        QCOMPARE(setRole(m_owner.user, "manager").code(), QStringLiteral("last_owner"));
        QCOMPARE(m_api->post(path(m_owner.user, "/suspend"), {}, m_owner.access).code(), QStringLiteral("last_owner"));
        QCOMPARE(remove(path(m_owner.user)).code(), QStringLiteral("last_owner"));
        // A suspended owner does not count.
        const auto second = join(QStringLiteral("budi@toko.example"), "owner");
        QCOMPARE(m_api->post(path(second.user, "/suspend"), {}, m_owner.access).status, 200);
        QCOMPARE(setRole(m_owner.user, "manager").code(), QStringLiteral("last_owner"));
        QCOMPARE(m_api->post(path(second.user, "/reactivate"), {}, m_owner.access).status, 200);
        QCOMPARE(setRole(m_owner.user, "manager").status, 200);
    }

    void twoOwnersWhoDemoteEachOtherLeaveOne()
    {
        const auto second = join(QStringLiteral("budi@toko.example"), "owner");
        std::array<int, 2> statuses{};
        const auto demote = [&](const Id &whom, const QByteArray &by) {
            return m_api->call("PUT", "/api/v1/" + path(whom, "/role"), body({{"role", QStringLiteral("cashier")}}), by)
                .status;
        };
        std::thread one([&] { statuses[0] = demote(second.user, m_owner.access); });
        std::thread two([&] { statuses[1] = demote(m_owner.user, second.access); });
        one.join();
        two.join();
        QCOMPARE(m_store->count("identity.users WHERE role = 'owner' AND status = 'active'"), 1);
        QVERIFY((statuses[0] == 200) != (statuses[1] == 200));
    }

    void aRoleChangeEndsTheSessionsOfTheUser()
    {
        const auto budi = join(QStringLiteral("budi@toko.example"));
        QCOMPARE(meStatus(budi.access), 200);
        QCOMPARE(setRole(budi.user, "manager").status, 200);
        pass(std::chrono::seconds(1));
        QCOMPARE(meStatus(budi.access), 401);
        QCOMPARE(m_api->post("auth/refresh", body({{"refresh_token", budi.refresh}})).status, 401);
        QCOMPARE(m_api->audited("user.role_changed"), 1);
    }

    void aSuspendedUserIsOutAtOnceAndCannotComeBackAlone()
    {
        const auto budi = join(QStringLiteral("budi@toko.example"));
        QCOMPARE(m_api->post(path(budi.user, "/suspend"), {}, m_owner.access).status, 200);
        pass(std::chrono::seconds(1));
        QCOMPARE(meStatus(budi.access), 401);
        QCOMPARE(m_api->login(QStringLiteral("budi@toko.example"), kPassword).code(), QStringLiteral("suspended"));
        QCOMPARE(m_api->post("auth/password/forgot", body({{"email", QStringLiteral("budi@toko.example")}})).status,
                 202);
        QVERIFY(m_api->mailedToken("reset").isEmpty());
        QCOMPARE(m_api->post(path(budi.user, "/reactivate"), {}, m_owner.access).status, 200);
        QCOMPARE(m_api->login(QStringLiteral("budi@toko.example"), kPassword).status, 200);
    }

    void aDeletedUserIsOutAndTheAddressIsFree()
    {
        const auto budi = join(QStringLiteral("budi@toko.example"));
        QCOMPARE(remove(path(budi.user)).status, 204);
        pass(std::chrono::seconds(1));
        QCOMPARE(meStatus(budi.access), 401);
        QCOMPARE(m_api->login(QStringLiteral("budi@toko.example"), kPassword).code(),
                 QStringLiteral("wrong_credentials"));
        QCOMPARE(m_api->get("users", m_owner.access).body[u"items"].toArray().size(), 1);
        QCOMPARE(m_api->get("users?status=deleted", m_owner.access).body[u"items"].toArray().size(), 1);
        QVERIFY(!join(QStringLiteral("budi@toko.example")).access.isEmpty());
    }

    void aUserIsChangedByTheNewestVersionAlone()
    {
        const auto budi = join(QStringLiteral("budi@toko.example"));
        const auto read = m_api->get(path(budi.user), m_owner.access);
        QCOMPARE(read.body[u"name"].toString(), QStringLiteral("Budi Santoso"));
        const auto changed =
            patch(budi.user, body({{"name", QStringLiteral("Budi S.")}, {"phone", QStringLiteral("0812-3456-7890")}}),
                  read.etag());
        QCOMPARE(changed.status, 200);
        QCOMPARE(changed.body[u"phone"].toString(), QStringLiteral("+6281234567890"));
        const auto late = patch(budi.user, body({{"name", QStringLiteral("Other")}}), read.etag());
        QCOMPARE(late.status, 412);
        QVERIFY(late.response.body.contains("Budi S."));
        QCOMPARE(patch(budi.user, body({{"phone", QJsonValue()}}), changed.etag()).body[u"phone"], QJsonValue());
        QCOMPARE(m_api->call("PATCH", "/api/v1/" + path(budi.user), {}, m_owner.access).status, 428);
        QCOMPARE(patch(budi.user, body({{"phone", QStringLiteral("12")}}), changed.etag()).fieldCodes(),
                 QStringLiteral("phone:not_a_phone"));
    }

    void aNewAddressIsTheOneToSignInWith()
    {
        const auto budi = join(QStringLiteral("budi@toko.example"));
        const auto read = m_api->get(path(budi.user), m_owner.access);
        QCOMPARE(patch(budi.user, body({{"email", kEmail}}), read.etag()).code(), QStringLiteral("email_taken"));
        QCOMPARE(m_api->post("auth/password/forgot", body({{"email", QStringLiteral("budi@toko.example")}})).status,
                 202);
        const QString old = m_api->mailedToken("reset");
        QVERIFY(!old.isEmpty());
        QCOMPARE(patch(budi.user, body({{"email", QStringLiteral("budi@rumah.example")}}), read.etag()).status, 200);
        const QJsonObject reset = body({{"token", old}, {"password", QStringLiteral("of who reads the old mailbox")}});
        QCOMPARE(m_api->post("auth/password/reset", reset).code(), QStringLiteral("token_invalid"));
        QCOMPARE(m_api->login(QStringLiteral("budi@rumah.example"), kPassword).status, 200);
        QCOMPARE(m_api->login(QStringLiteral("budi@toko.example"), kPassword).status, 401);
        QCOMPARE(m_api->get("users?email=Budi@rumah.example", m_owner.access).body[u"items"].toArray().size(), 1);
    }

    void aListComesInPages()
    {
        for (int i = 0; i < 4; ++i)
            QVERIFY(!join(QStringLiteral("staff%1@toko.example").arg(i)).access.isEmpty());
        QSet<QString> seen;
        QString cursor;
        int pages = 0;
        do {
            const auto page = m_api->get(
                "users?limit=2" + (cursor.isEmpty() ? QByteArray() : "&cursor=" + cursor.toLatin1()), m_owner.access);
            QCOMPARE(page.status, 200);
            for (const QJsonValue &item : page.body[u"items"].toArray())
                seen.insert(item[u"id"].toString());
            cursor = page.body[u"next_cursor"].toString();
            ++pages;
        } while (!cursor.isEmpty());
        QCOMPARE(seen.size(), 5);
        QCOMPARE(pages, 3);
        QCOMPARE(m_api->get("users?cursor=rubbish", m_owner.access).status, 422);
    }

    void readingStaffIsAuditedWithItsPurpose()
    {
        QCOMPARE(m_api->get("users", m_owner.access).status, 200);
        QCOMPARE(m_api->get(path(m_owner.user), m_owner.access).status, 200);
        QCOMPARE(
            m_store->count(
                "events.outbox WHERE type IN ('user.listed', 'user.read') AND data->>'purpose' = 'staff_management'"),
            2);
    }

    void aCashierManagesNobody()
    {
        const auto cashier = join(QStringLiteral("budi@toko.example"));
        QCOMPARE(m_api->get("users", cashier.access).code(), QStringLiteral("missing_permission"));
        QCOMPARE(m_api->post("invitations", {}, cashier.access).status, 403);
        const auto manager = join(QStringLiteral("ayu@toko.example"), "manager");
        QCOMPARE(m_api->get("users", manager.access).status, 200);
        QCOMPARE(m_api
                     ->call("PUT", "/api/v1/" + path(manager.user, "/role"), body({{"role", QStringLiteral("owner")}}),
                            manager.access)
                     .status,
                 403);
    }

    void anotherShopsStaffDoesNotExist()
    {
        IdentityApi open(*m_store, {auth::makeModule, user::makeModule}, true);
        const QString email = QStringLiteral("ayu@lain.example");
        QCOMPARE(open.post("auth/register", IdentityApi::shop(QStringLiteral("toko-mawar"), email)).status, 202);
        QCOMPARE(open.post("auth/verify-email", body({{"token", open.mailedToken("verification")}})).status, 204);
        const auto other = IdentityApi::tokensOf(open.login(email));
        QCOMPARE(m_api->get(path(other.user), m_owner.access).status, 404);
        QCOMPARE(setRole(other.user, "cashier").status, 404);
        QCOMPARE(remove(path(other.user)).status, 404);
        QCOMPARE(m_api->get(path(Id()), m_owner.access).status, 404);
    }

    void aManagerApprovesAtTheCashiersTill()
    {
        const auto manager = join(QStringLiteral("ayu@toko.example"), "manager");
        const auto cashier = join(QStringLiteral("budi@toko.example"));
        QCOMPARE(m_api
                     ->call("PUT", "/api/v1/auth/pin", body({{"pin", QStringLiteral("4711")}, {"password", kPassword}}),
                            manager.access)
                     .status,
                 204);
        QCOMPARE(m_api
                     ->call("PUT", "/api/v1/auth/pin", body({{"pin", QStringLiteral("1234")}, {"password", kPassword}}),
                            cashier.access)
                     .status,
                 204);
        const auto approve = [&](const QString &email, const QString &pin) {
            return m_api->post("auth/approvals",
                               body({{"email", email},
                                     {"pin", pin},
                                     {"action", QStringLiteral("order.refund")},
                                     {"resource_id", cashier.user.toString()}}),
                               cashier.access);
        };
        QCOMPARE(approve(QStringLiteral("Ayu@toko.example"), QStringLiteral("4711")).status, 201);
        QCOMPARE(approve(QStringLiteral("budi@toko.example"), QStringLiteral("1234")).code(),
                 QStringLiteral("may_not_approve"));
        QCOMPARE(m_api->post(path(manager.user, "/suspend"), {}, m_owner.access).status, 200);
        QCOMPARE(approve(QStringLiteral("ayu@toko.example"), QStringLiteral("4711")).code(),
                 QStringLiteral("wrong_pin"));
    }

    void anOwnerSeesAndEndsTheSessionsOfOthers()
    {
        const IdentityApi::Tokens budi = join(QStringLiteral("budi@toko.example"));
        pass(std::chrono::minutes(1));
        m_api->login(QStringLiteral("budi@toko.example"), kPassword);
        const QByteArray sessions = path(budi.user, "/sessions");
        QJsonArray items = m_api->get(sessions, m_owner.access).body[u"items"].toArray();
        QCOMPARE(items.size(), 2);
        QVERIFY(!items[0][u"current"].toBool());
        QCOMPARE(m_api->audited("session.listed"), 1);
        QCOMPARE(m_api->get(sessions, budi.access).status, 403); // their own are at auth/sessions

        const QByteArray oldest = items[1][u"id"].toString().toLatin1();
        QCOMPARE(remove(sessions + '/' + oldest).status, 204);
        QCOMPARE(remove(sessions + '/' + oldest).status, 404);
        pass(std::chrono::seconds(1)); // a token that was just proved is trusted for a moment
        QCOMPARE(meStatus(budi.access), 401);
        QCOMPARE(m_api->get(sessions, m_owner.access).body[u"items"].toArray().size(), 1);
        QCOMPARE(remove(sessions).status, 204);
        QCOMPARE(m_api->get(sessions, m_owner.access).body[u"items"].toArray().size(), 0);
        QCOMPARE(meStatus(m_owner.access), 200);
        QCOMPARE(m_api->audited("session.all_ended"), 1);
        QCOMPARE(m_api->get(path(Id::make(m_store->clock()), "/sessions"), m_owner.access).status, 404);
    }

    void endingAllOthersKeepsTheOneThatAsks()
    {
        const auto second = IdentityApi::tokensOf(m_api->login(kEmail));
        QCOMPARE(remove("auth/sessions?keep=other").status, 422);
        QCOMPARE(remove("auth/sessions?keep=current").status, 204);
        pass(std::chrono::seconds(1));
        QCOMPARE(meStatus(m_owner.access), 200);
        QCOMPARE(meStatus(second.access), 401);
    }

    void theListSaysWhenSomebodyWasLastSeen()
    {
        const IdentityApi::Tokens budi = join(QStringLiteral("budi@toko.example"));
        const QJsonObject item = m_api->get(path(budi.user), m_owner.access).body;
        QCOMPARE(item[u"last_seen_at"].toString(), toRfc3339(m_store->clock().now()));
    }

    void whoAcceptsLearnsTheAddressToSignInWith()
    {
        invite(QStringLiteral("Budi@toko.example"));
        const auto accepted = m_api->post("invitations/accept", body({{"token", m_api->mailedToken("invitation")},
                                                                      {"name", QStringLiteral("Budi")},
                                                                      {"password", kPassword}}));
        QCOMPARE(accepted.body[u"email"].toString(), QStringLiteral("Budi@toko.example"));
        QCOMPARE(m_api->login(accepted.body[u"email"].toString(), kPassword).status, 200);
    }
};

QTEST_GUILESS_MAIN(StaffTest)
#include "StaffTest.moc"
