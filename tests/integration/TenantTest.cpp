// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/AuthModule.h"
#include "server/tenant/TenantModule.h"
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

class TenantTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::TestStore> m_store;
    std::unique_ptr<IdentityApi> m_api;
    IdentityApi::Tokens m_owner;

    IdentityApi::Answer patch(const QByteArray &path, const QJsonObject &document, qint64 version)
    {
        return m_api->call("PATCH", "/api/v1/" + path, document, m_owner.access,
                           {{"If-Match", '"' + QByteArray::number(version) + '"'}});
    }
    IdentityApi::Answer addRule(const char *taxClass, qint64 ppm, const char *from, const char *until = nullptr)
    {
        return m_api->post("tenant/tax-rules",
                           body({{"name", QStringLiteral("PPN")},
                                 {"tax_class", QString::fromLatin1(taxClass)},
                                 {"rate_ppm", ppm},
                                 {"base_numerator", 11},
                                 {"base_denominator", 12},
                                 {"inclusive", true},
                                 {"from", from ? QJsonValue(QString::fromLatin1(from)) : QJsonValue()},
                                 {"until", until ? QJsonValue(QString::fromLatin1(until)) : QJsonValue()}}),
                           m_owner.access);
    }
    QJsonArray rules() { return m_api->get("tenant/tax-rules", m_owner.access).body[u"items"].toArray(); }

private Q_SLOTS:
    void init()
    {
        m_store = std::make_unique<test::TestStore>();
        m_api = std::make_unique<IdentityApi>(
            *m_store, std::vector<runtime::ModuleFactory>{auth::makeModule, tenant::makeModule});
        m_owner = m_api->registerShop(QStringLiteral("toko-melati"), QStringLiteral("siti@toko.example"));
    }

    void theShopIsReadAndChanged()
    {
        const auto read = m_api->get("tenant", m_owner.access);
        QCOMPARE(read.body[u"slug"].toString(), QStringLiteral("toko-melati"));
        QCOMPARE(read.body[u"business_day_cutoff"].toInt(), 4);
        const auto changed = patch("tenant",
                                   body({{"name", QStringLiteral("Toko Melati Dua")},
                                         {"zone", QStringLiteral("Asia/Makassar")},
                                         {"business_day_cutoff", 0}}),
                                   read.etag());
        QCOMPARE(changed.status, 200);
        QCOMPARE(changed.body[u"zone"].toString(), QStringLiteral("Asia/Makassar"));
        QCOMPARE(changed.etag(), read.etag() + 1);
        QCOMPARE(m_api->get("tenant", m_owner.access).body, changed.body);
        QCOMPARE(patch("tenant", body({{"name", QStringLiteral("Late")}}), read.etag()).status, 412);
        QCOMPARE(patch("tenant", body({{"slug", QStringLiteral("other")}}), changed.etag()).fieldCodes(),
                 QStringLiteral("slug:unknown_field"));
        QCOMPARE(patch("tenant", body({{"zone", QStringLiteral("UTC+07:00")}}), changed.etag()).fieldCodes(),
                 QStringLiteral("zone:not_a_zone"));
        QCOMPARE(m_api->audited("shop.changed"), 1);
    }

    void theCurrencyIsFixedOnceSomethingHasBeenSold()
    {
        QCOMPARE(patch("tenant", body({{"currency", QStringLiteral("GBP")}}), 1).status, 200);
        m_store->admin("INSERT INTO shop.orders (tenant_id, id, kind, number, status, terminal, business_date, "
                       "currency, subtotal, discount_total, "
                       "tax_total, rounding, total, paid, change, created_at) VALUES ('"
                       + m_owner.tenant.toString().toLatin1() + "', '" + m_owner.user.toString().toLatin1()
                       + "', 'sale', 'N', 'paid', 1, '2026-01-22', 'GBP', 0, 0, 0, 0, 0, 0, 0, now())");
        QCOMPARE(patch("tenant", body({{"currency", QStringLiteral("IDR")}}), 2).code(),
                 QStringLiteral("currency_in_use"));
        QCOMPARE(
            patch("tenant", body({{"currency", QStringLiteral("GBP")}, {"name", QStringLiteral("Same")}}), 2).status,
            200);
    }

    void settingsAreReadAndChanged()
    {
        const auto read = m_api->get("tenant/settings", m_owner.access);
        QCOMPARE(read.body[u"cash_rounding"].toInt(), 100);
        QCOMPARE(read.body[u"stock_policy"].toString(), QStringLiteral("warn"));
        const auto changed = patch("tenant/settings",
                                   body({{"receipt_footer", QStringLiteral("Terima kasih 🙏")},
                                         {"stock_policy", QStringLiteral("block")},
                                         {"receipt_columns", 48}}),
                                   read.etag());
        QCOMPARE(changed.status, 200);
        QCOMPARE(changed.body[u"receipt_footer"].toString(), QStringLiteral("Terima kasih 🙏"));
        QCOMPARE(m_api->get("tenant/settings", m_owner.access).body, changed.body);
        QCOMPARE(patch("tenant/settings", body({{"language", QStringLiteral("en")}}), read.etag()).status, 412);
        QCOMPARE(patch("tenant/settings", body({{"receipt_columns", 40}, {"cash_rounding", 0}}), changed.etag())
                     .fieldCodes(),
                 QStringLiteral("receipt_columns:not_allowed cash_rounding:too_small"));
        QCOMPARE(m_api->audited("shop.settings_changed"), 1);
    }

    void aNewRateEndsTheOldRuleOnItsFirstDay()
    {
        QCOMPARE(rules().size(), 2); // PPN and its luxury class
        const auto made = addRule("standard", 130'000, "2027-01-01");
        QCOMPARE(made.status, 201);
        const QJsonArray all = rules();
        QCOMPARE(all.size(), 3);
        QCOMPARE(all[1][u"until"].toString(), QStringLiteral("2027-01-01"));
        QCOMPARE(all[2][u"from"].toString(), QStringLiteral("2027-01-01"));
        QCOMPARE(all[2][u"until"], QJsonValue());
        QCOMPARE(m_api->audited("tax_rule.added"), 1);
    }

    void twoRulesOfAClassNeverShareADay()
    {
        QCOMPARE(addRule("standard", 130'000, "2027-01-01").status, 201);
        QCOMPARE(addRule("standard", 120'000, "2026-06-01").code(), QStringLiteral("tax_rule_overlaps"));
        QCOMPARE(addRule("standard", 110'000, nullptr, "2025-06-01").code(), QStringLiteral("tax_rule_overlaps"));
        QCOMPARE(addRule("standard", 110'000, nullptr, "2025-01-01").status, 201);
        QCOMPARE(addRule("standard", 110'000, "2028-01-01").status, 201);
        QCOMPARE(addRule("food", 100'000, nullptr).status, 201);
        QCOMPARE(addRule("food", 100'000, nullptr).code(), QStringLiteral("tax_rule_overlaps"));
    }

    void noDayIsLeftWithoutARule()
    {
        // A rule for a while would end the one that holds until further notice, and leave nothing after itself.
        QCOMPARE(addRule("standard", 130'000, "2027-01-01", "2028-01-01").code(), QStringLiteral("tax_rule_overlaps"));
        const auto planned = addRule("standard", 130'000, "2027-01-01");
        QCOMPARE(addRule("standard", 110'000, "2028-01-01").status, 201);
        const QByteArray id = planned.body[u"id"].toString().toLatin1();
        QCOMPARE(m_api->call("DELETE", "/api/v1/tenant/tax-rules/" + id, {}, m_owner.access).status, 204);
        const QJsonArray left = rules();
        QCOMPARE(left[left.size() - 2][u"until"].toString(), QStringLiteral("2028-01-01"));
        QCOMPARE(left[left.size() - 1][u"until"], QJsonValue());
    }

    void aTaxRuleIsCheckedAndDeleted()
    {
        QCOMPARE(addRule("Standard", 2'000'000, "2027-13-01", "2026-01-01").fieldCodes(),
                 QStringLiteral("tax_class:not_allowed rate_ppm:too_large from:not_a_date"));
        const QByteArray id = rules()[0][u"id"].toString().toLatin1();
        QCOMPARE(m_api->call("DELETE", "/api/v1/tenant/tax-rules/" + id, {}, m_owner.access).status, 204);
        QCOMPARE(m_api->call("DELETE", "/api/v1/tenant/tax-rules/" + id, {}, m_owner.access).status, 404);
    }

    void anybodyMayKnowTheNameOfAShop()
    {
        const auto shop = m_api->get("public/tenants/toko-melati", {});
        QCOMPARE(shop.status, 200);
        QCOMPARE(shop.body[u"name"].toString(), QStringLiteral("Toko Melati"));
        QVERIFY(!shop.body.contains(u"id"));
        QCOMPARE(m_api->get("public/tenants/toko-mawar", {}).status, 404);
        m_store->admin("UPDATE shop.tenants SET status = 'suspended'");
        QCOMPARE(m_api->get("public/tenants/toko-melati", {}).status, 404);
    }

    void aSuspendedShopLetsNobodyIn()
    {
        m_store->admin("UPDATE shop.tenants SET status = 'suspended'");
        QCOMPARE(m_api->login(QStringLiteral("siti@toko.example")).code(), QStringLiteral("suspended"));
        QCOMPARE(m_api->get("tenant", m_owner.access).status, 401);
    }
};

QTEST_GUILESS_MAIN(TenantTest)
#include "TenantTest.moc"
