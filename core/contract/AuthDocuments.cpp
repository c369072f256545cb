// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contract/AuthDocuments.h"

#include "core/base/EmailAddress.h"

#include <QLocale>
#include <QRegularExpression>
#include <QTimeZone>

namespace pos::contract {

namespace {

const QStringList &taxRegimes()
{
    static const QStringList words{QStringLiteral("none"), QStringLiteral("ppn"), QStringLiteral("pbjt")};
    return words;
}

bool isSlug(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("\\A[a-z0-9](-?[a-z0-9]){1,39}\\z"));
    return text.size() <= 40 && form.match(text).hasMatch();
}

bool isCurrency(const QString &text)
{
    static const QSet<QString> known = [] {
        QSet<QString> codes;
        for (const QLocale &locale :
             QLocale::matchingLocales(QLocale::AnyLanguage, QLocale::AnyScript, QLocale::AnyCountry))
            codes.insert(locale.currencySymbol(QLocale::CurrencyIsoCode));
        codes.remove(QString());
        return codes;
    }();
    return known.contains(text);
}

// Names of zones alone: QTimeZone would also take "UTC+07:00", which has no days of its own.
bool isZone(const QString &text)
{
    return text.size() <= 60 && !text.contains(u'+') && QTimeZone::isTimeZoneIdAvailable(text.toLatin1());
}

} // namespace

QString readEmail(JsonReader &reader, const char *name)
{
    const QString text = reader.text(name, kEmailRule);
    if (!text.isEmpty() && !normaliseEmail(text))
        reader.addError(name, QStringLiteral("not_an_email"), QStringLiteral("must be an e-mail address"));
    return text;
}

QString readPin(JsonReader &reader, const char *name)
{
    const QString text = reader.text(name, {1, 20});
    static const QRegularExpression form(QStringLiteral("\\A[0-9]{4,8}\\z"));
    if (!text.isEmpty() && !form.match(text).hasMatch())
        reader.addError(name, QStringLiteral("not_a_pin"), QStringLiteral("must be 4 to 8 digits"));
    return text;
}

std::optional<Language> readOptionalLanguage(JsonReader &reader, const char *name)
{
    const auto word = reader.optionalOneOf(name, {QStringLiteral("id"), QStringLiteral("en")});
    if (!word)
        return {};
    return *word == QStringLiteral("en") ? Language::English : Language::Indonesian;
}

Language readLanguage(JsonReader &reader, const char *name, Language otherwise)
{
    return readOptionalLanguage(reader, name).value_or(otherwise);
}

QString checkedCurrency(JsonReader &reader, const char *name, const QString &text)
{
    if (!text.isEmpty() && !isCurrency(text))
        reader.addError(name, QStringLiteral("not_a_currency"), QStringLiteral("must be an ISO 4217 code such as IDR"));
    return text;
}

QString checkedZone(JsonReader &reader, const char *name, const QString &text)
{
    if (!text.isEmpty() && !isZone(text))
        reader.addError(name, QStringLiteral("not_a_zone"), QStringLiteral("must be a time zone such as Asia/Jakarta"));
    return text;
}

Result<RegisterShop> RegisterShop::read(JsonReader reader)
{
    RegisterShop shop;
    shop.shopName = reader.text("shop_name", kShopNameRule).trimmed();
    shop.slug = reader.text("slug", {2, 40});
    if (!shop.slug.isEmpty() && !isSlug(shop.slug))
        reader.addError("slug", QStringLiteral("not_a_slug"),
                        QStringLiteral("must be lower case letters, digits and single hyphens"));
    shop.currency = checkedCurrency(reader, "currency", reader.text("currency", {3, 3}));
    shop.zone = checkedZone(reader, "zone", reader.text("zone", {1, 60}));
    shop.businessDayCutoff = static_cast<int>(reader.optionalInteger("business_day_cutoff", 0, 23).value_or(0));
    shop.taxRegime = reader.optionalOneOf("tax_regime", taxRegimes()).value_or(QStringLiteral("none"));
    shop.language = readLanguage(reader, "language", Language::Indonesian);
    shop.ownerName = reader.text("owner_name", kPersonNameRule).trimmed();
    shop.email = readEmail(reader, "email");
    shop.password = reader.text("password", kPasswordRule);
    POS_CHECK(reader.finish());
    return shop;
}

Result<void> RegisterShop::validate() const
{
    const QJsonObject document{{QStringLiteral("shop_name"), shopName},
                               {QStringLiteral("slug"), slug},
                               {QStringLiteral("currency"), currency},
                               {QStringLiteral("zone"), zone},
                               {QStringLiteral("business_day_cutoff"), businessDayCutoff},
                               {QStringLiteral("tax_regime"), taxRegime},
                               {QStringLiteral("owner_name"), ownerName},
                               {QStringLiteral("email"), email},
                               {QStringLiteral("password"), password}};
    POS_CHECK(read(JsonReader(document)));
    return {};
}

Result<Login> Login::read(JsonReader reader)
{
    Login login;
    login.email = reader.text("email", kEmailRule);
    login.password = reader.text("password", kProofRule);
    login.shop = reader.optionalText("shop", {1, 40});
    POS_CHECK(reader.finish());
    return login;
}

QJsonObject SignedIn::toJson() const
{
    return {{QStringLiteral("access_token"), QString::fromLatin1(accessToken)},
            {QStringLiteral("refresh_token"), QString::fromLatin1(refreshToken)},
            {QStringLiteral("expires_in"), expiresIn},
            {QStringLiteral("user"), QJsonObject{{QStringLiteral("id"), user.toString()},
                                                 {QStringLiteral("role"), QString::fromLatin1(toWord(role))},
                                                 {QStringLiteral("tenant_id"), tenant.toString()}}}};
}

Result<ResetPassword> ResetPassword::read(JsonReader reader)
{
    ResetPassword reset{reader.text("token", kTokenRule), reader.text("password", kPasswordRule)};
    POS_CHECK(reader.finish());
    return reset;
}

Result<ChangePassword> ChangePassword::read(JsonReader reader)
{
    ChangePassword change{reader.text("current_password", kProofRule), reader.text("new_password", kPasswordRule)};
    POS_CHECK(reader.finish());
    return change;
}

Result<SetPin> SetPin::read(JsonReader reader)
{
    SetPin set{reader.text("password", kProofRule), readPin(reader, "pin")};
    POS_CHECK(reader.finish());
    return set;
}

Result<GiveApproval> GiveApproval::read(JsonReader reader)
{
    GiveApproval approval;
    approval.user = reader.optionalId("user_id").value_or(Id());
    approval.email = reader.optionalText("email", kEmailRule);
    if (approval.user.isNull() != approval.email.has_value())
        reader.addError("user_id", QStringLiteral("required"), QStringLiteral("give user_id or email, one of them"));
    approval.pin = readPin(reader, "pin");
    approval.action = reader.oneOf(
        "action", {QStringLiteral("order.void"), QStringLiteral("order.refund"), QStringLiteral("order.discount")});
    approval.resource = reader.optionalId("resource_id").value_or(Id());
    if (approval.resource.isNull() && approval.action != QStringLiteral("order.discount"))
        reader.addError("resource_id", QStringLiteral("required"), QStringLiteral("is required"));
    POS_CHECK(reader.finish());
    return approval;
}

Permission permissionFor(const QString &action)
{
    if (action == QStringLiteral("order.void"))
        return Permission::OrdersVoid;
    if (action == QStringLiteral("order.refund"))
        return Permission::OrdersRefund;
    return Permission::ApprovalsGive;
}

QJsonObject Me::toJson() const
{
    QJsonArray permissions;
    for (const Permission permission : permissionsOf(role)) {
        if (runsServer || (permission != Permission::SystemRead && permission != Permission::SystemManage))
            permissions.append(QString::fromLatin1(toWord(permission)));
    }
    return {{QStringLiteral("id"), id.toString()},
            {QStringLiteral("name"), name},
            {QStringLiteral("email"), email},
            {QStringLiteral("role"), QString::fromLatin1(toWord(role))},
            {QStringLiteral("language"), QString::fromLatin1(toWord(language))},
            {QStringLiteral("has_pin"), hasPin},
            {QStringLiteral("permissions"), permissions},
            {QStringLiteral("tenant"), QJsonObject{{QStringLiteral("id"), tenant.toString()},
                                                   {QStringLiteral("name"), tenantName},
                                                   {QStringLiteral("slug"), slug},
                                                   {QStringLiteral("currency"), currency},
                                                   {QStringLiteral("zone"), zone}}}};
}

QJsonObject SessionItem::toJson() const
{
    return {{QStringLiteral("id"), id.toString()},
            {QStringLiteral("terminal"), QString::fromLatin1(terminal)},
            {QStringLiteral("user_agent"), userAgent},
            {QStringLiteral("created_at"), toRfc3339(createdAt)},
            {QStringLiteral("last_used_at"), toRfc3339(lastUsedAt)},
            {QStringLiteral("current"), isCurrent}};
}

} // namespace pos::contract
