// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/vault/VaultSetup.h"

namespace pos::vault {

namespace {

using namespace Qt::StringLiterals;

constexpr int kLookupKeyBytes = 32;
const QByteArrayList kLookupKeys{"bidx-email", "bidx-phone", "bidx-customer", "login"};

QString latin(const QByteArray &text)
{
    return QString::fromLatin1(text);
}

bool isMissing(const Error &error)
{
    return error.reason == u"vault_not_set_up"_s;
}

QByteArray allow(const QByteArray &path)
{
    return "path \"" + path + "\" {\n  capabilities = [\"update\"]\n}\n";
}

} // namespace

QByteArray VaultSetup::policy() const
{
    const QByteArray &mount = m_options.mount;
    QByteArray text = "# Made by posctl vault init: what the server does, and nothing else.\n";
    for (const char *operation : {"encrypt", "decrypt"})
        text += allow(mount + '/' + operation + '/' + m_options.wrappingKey);
    for (const QByteArray &key : kLookupKeys)
        text += allow(mount + "/hmac/" + key + "/sha2-256");
    return text + allow("auth/token/renew-self") + allow("auth/token/revoke-self");
}

QByteArray VaultSetup::operatorPolicy() const
{
    return policy() + allow(m_options.mount + "/rewrap/" + m_options.wrappingKey)
           + allow(m_options.mount + "/keys/" + m_options.wrappingKey + "/rotate");
}

Result<VaultSetup::Outcome> VaultSetup::run()
{
    m_outcome = {};
    POS_CHECK(m_client.health());
    POS_CHECK(makeEngine());
    POS_CHECK(makeKey(m_options.wrappingKey, {{u"type"_s, u"aes256-gcm96"_s}, {u"derived"_s, true}}));
    for (const QByteArray &key : kLookupKeys)
        POS_CHECK(makeKey(key, {{u"type"_s, u"hmac"_s}, {u"key_size"_s, kLookupKeyBytes}}));
    POS_CHECK(makePolicy(m_options.role, policy()));
    POS_CHECK(makePolicy(m_options.role + "-operator", operatorPolicy()));
    POS_CHECK(makeRole());
    return std::move(m_outcome);
}

Result<void> VaultSetup::makeEngine()
{
    POS_TRY(const QJsonObject mounts, m_client.get("sys/mounts"));
    const QString path = latin(m_options.mount) + u'/';
    const QJsonObject all = mounts.value(u"data").toObject();
    if (all.contains(path)) {
        if (all.value(path).toObject().value(u"type").toString() != u"transit")
            return fail(Error::conflict(u"vault_mount"_s, u"Vault has another engine at %1"_s.arg(path)));
        say(u"The Transit engine at %1 is there."_s.arg(path));
        return {};
    }
    POS_CHECK(m_client.post("sys/mounts/" + m_options.mount, {{u"type"_s, u"transit"_s}}));
    say(u"Enabled the Transit engine at %1."_s.arg(path));
    return {};
}

Result<void> VaultSetup::makeKey(const QByteArray &name, const QJsonObject &wanted)
{
    const QByteArray path = m_options.mount + "/keys/" + name;
    const auto known = m_client.get(path);
    if (!known && !isMissing(known.error()))
        return fail(known.error());
    if (!known) {
        POS_CHECK(m_client.post(path, wanted));
        say(u"Made the key %1 (%2)."_s.arg(latin(name), wanted.value(u"type").toString()));
        return {};
    }
    const QJsonObject key = known->value(u"data").toObject();
    const bool fits = key.value(u"type") == wanted.value(u"type")
                      && key.value(u"derived").toBool() == wanted.value(u"derived").toBool()
                      && !key.value(u"exportable").toBool();
    if (!fits)
        return fail(Error::conflict(
            u"vault_key"_s, u"the key %1 in Vault does not fit: it must be %2, %3 and not exportable. Name another in "
                            "VAULT_TRANSIT_KEY_NAME, or remove it where it is of no use"_s.arg(
                                latin(name), wanted.value(u"type").toString(),
                                wanted.value(u"derived").toBool() ? u"derived"_s : u"not derived"_s)));
    say(u"The key %1 is there, its newest version is %2."_s.arg(latin(name)).arg(key.value(u"latest_version").toInt()));
    return {};
}

Result<void> VaultSetup::makePolicy(const QByteArray &name, const QByteArray &text)
{
    const QByteArray path = "sys/policies/acl/" + name;
    const auto known = m_client.get(path);
    if (!known && !isMissing(known.error()))
        return fail(known.error());
    if (known && known->value(u"data").toObject().value(u"policy").toString() == latin(text)) {
        say(u"The policy %1 is there."_s.arg(latin(name)));
        return {};
    }
    POS_CHECK(m_client.put(path, {{u"policy"_s, latin(text)}}));
    say((known ? u"Brought the policy %1 up to date."_s : u"Wrote the policy %1."_s).arg(latin(name)));
    return {};
}

Result<void> VaultSetup::makeRole()
{
    POS_TRY(const QJsonObject methods, m_client.get("sys/auth"));
    if (!methods.value(u"data").toObject().contains(u"approle/"_s)) {
        POS_CHECK(m_client.post("sys/auth/approle", {{u"type"_s, u"approle"_s}}));
        say(u"Enabled AppRole."_s);
    }
    const QByteArray path = "auth/approle/role/" + m_options.role;
    const auto known = m_client.get(path);
    if (!known && !isMissing(known.error()))
        return fail(known.error());
    if (!known) {
        POS_CHECK(m_client.post(path, {{u"token_policies"_s, QJsonArray{latin(m_options.role)}},
                                       {u"token_no_default_policy"_s, true},
                                       {u"token_ttl"_s, u"1h"_s},
                                       {u"token_max_ttl"_s, u"24h"_s}}));
        say(u"Made the role %1."_s.arg(latin(m_options.role)));
    } else {
        say(u"The role %1 is there."_s.arg(latin(m_options.role)));
    }
    POS_TRY(const QJsonObject role, m_client.get(path + "/role-id"));
    m_outcome.roleId = role.value(u"data").toObject().value(u"role_id").toString().toLatin1();
    if (known && !m_options.newSecret)
        return {};
    POS_TRY(const QJsonObject secret, m_client.post(path + "/secret-id", {}));
    m_outcome.secretId = Secret(secret.value(u"data").toObject().value(u"secret_id").toString().toLatin1());
    say(u"Made a secret for the role %1; it is shown this once."_s.arg(latin(m_options.role)));
    return {};
}

} // namespace pos::vault
