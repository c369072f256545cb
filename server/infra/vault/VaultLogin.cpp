// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/vault/VaultLogin.h"

#include "server/infra/vault/VaultError.h"

#include <QJsonDocument>

namespace pos::vault {

namespace {

constexpr auto kAgain = std::chrono::seconds(2); // after a renewal that failed

Secret jsonOf(const QJsonObject &document)
{
    return Secret(QJsonDocument(document).toJson(QJsonDocument::Compact));
}

} // namespace

VaultLogin::VaultLogin(const VaultTransport &transport, Credentials credentials)
    : m_transport(transport), m_credentials(std::move(credentials))
{
}

VaultLogin::~VaultLogin()
{
    if (m_token && m_credentials.token.isEmpty())
        m_transport.send("POST", "auth/token/revoke-self", {}, m_token->bytes);
}

Result<VaultLogin::TokenPtr> VaultLogin::token()
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_token)
            return m_token;
    }
    const std::lock_guard login(m_loginMutex);
    {
        const std::lock_guard lock(m_mutex);
        if (m_token)
            return m_token; // somebody else has just logged in
    }
    return logIn();
}

Result<VaultLogin::TokenPtr> VaultLogin::logIn()
{
    if (!m_credentials.token.isEmpty()) {
        const std::lock_guard lock(m_mutex);
        m_token = std::make_shared<const Token>(Token{m_credentials.token.clone(), ++m_logins});
        m_renewAt = Steady::now(); // its lease is not known yet
        m_knowsLease = false;
        return m_token;
    }
    const auto reply =
        m_transport.send("POST", "auth/approle/login",
                         jsonOf({{QStringLiteral("role_id"), QString::fromUtf8(m_credentials.roleId)},
                                 {QStringLiteral("secret_id"), QString::fromUtf8(m_credentials.secretId.reveal())}}),
                         {});
    const QJsonObject auth = reply.json().value(u"auth").toObject();
    const QByteArray made = auth.value(u"client_token").toString().toUtf8();
    if (!reply.isGood() || made.isEmpty()) {
        if (reply.status == 400 || reply.status == 403 || reply.status == 404)
            return fail(
                Error::unavailable(QStringLiteral("vault_login"),
                                   QStringLiteral("Vault at %1 did not accept VAULT_ROLE_ID and VAULT_SECRET_ID "
                                                  "(%2): make a new secret with \"posctl vault init "
                                                  "--new-secret\"")
                                       .arg(QString::fromUtf8(m_transport.address()))
                                       .arg(reply.status),
                                   30));
        return fail(errorOf(m_transport, "auth/approle/login", reply));
    }
    const std::lock_guard lock(m_mutex);
    m_token = std::make_shared<const Token>(Token{Secret(made), ++m_logins});
    m_granted = std::chrono::seconds(auth.value(u"lease_duration").toInteger());
    m_knowsLease = true;
    setLease(m_granted, auth.value(u"renewable").toBool());
    return m_token;
}

bool VaultLogin::replace(quint64 number)
{
    const std::lock_guard lock(m_mutex);
    if (!m_credentials.token.isEmpty())
        return false;
    if (m_token && m_token->number == number)
        m_token.reset();
    return true;
}

// Held: m_mutex. A lease of 0 never ends.
void VaultLogin::setLease(std::chrono::seconds lease, bool renewable)
{
    m_isRenewable = renewable;
    m_renewAt =
        lease.count() > 0 ? Steady::now() + std::chrono::milliseconds(lease) * 2 / 3 : Steady::time_point::max();
}

void VaultLogin::keep()
{
    TokenPtr token;
    {
        const std::lock_guard lock(m_mutex);
        if (!m_token || Steady::now() < m_renewAt)
            return;
        token = m_token;
    }
    if (!m_knowsLease)
        return learnLease(*token);
    if (m_isRenewable)
        return renew(*token);
    if (replace(token->number))
        (void)this->token();
}

void VaultLogin::learnLease(const Token &token)
{
    const auto reply = m_transport.send("GET", "auth/token/lookup-self", {}, token.bytes);
    const QJsonObject data = reply.json().value(u"data").toObject();
    const std::lock_guard lock(m_mutex);
    if (!reply.isGood()) {
        m_renewAt = Steady::now() + kAgain;
        return;
    }
    m_knowsLease = true;
    m_granted = std::chrono::seconds(data.value(u"ttl").toInteger());
    setLease(m_granted, data.value(u"renewable").toBool());
    if (!m_isRenewable)
        m_renewAt = Steady::time_point::max();
}

void VaultLogin::renew(const Token &token)
{
    const auto reply = m_transport.send("POST", "auth/token/renew-self", {}, token.bytes);
    const QJsonObject auth = reply.json().value(u"auth").toObject();
    const std::chrono::seconds lease(auth.value(u"lease_duration").toInteger());
    bool isSpent = false;
    {
        const std::lock_guard lock(m_mutex);
        if (!m_token || m_token->number != token.number)
            return;
        if (!reply.isGood()) {
            isSpent = reply.status == 403 || reply.status == 400;
            m_renewAt = Steady::now() + kAgain;
        } else {
            isSpent = lease < m_granted; // capped by its maximum
            setLease(lease, auth.value(u"renewable").toBool());
        }
    }
    if (isSpent && replace(token.number))
        (void)this->token();
}

} // namespace pos::vault
