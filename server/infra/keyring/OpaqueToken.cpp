// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/keyring/OpaqueToken.h"

#include "server/infra/keyring/Crypto.h"

namespace pos::keyring {

namespace {
constexpr qsizetype kIdBytes = 16;
constexpr qsizetype kSecretBytes = 32;
} // namespace

OpaqueToken OpaqueToken::fromSecret(const Id &tenant, const Id &row, const QByteArray &secret)
{
    OpaqueToken token;
    token.m_tenant = tenant;
    token.m_row = row;
    token.m_secret = Secret(secret);
    return token;
}

OpaqueToken OpaqueToken::make(const Id &tenant, const Id &row)
{
    return fromSecret(tenant, row, crypto::randomBytes(kSecretBytes));
}

Result<OpaqueToken> OpaqueToken::parse(const QString &text)
{
    const QByteArray bytes = crypto::fromBase64Url(text.toLatin1());
    if (text.size() != 86 || bytes.size() != 2 * kIdBytes + kSecretBytes)
        return fail(
            {ErrorCode::Invalid, QStringLiteral("token_invalid"), QStringLiteral("this token is not one of ours")});
    const auto idAt = [&](qsizetype at) { return Id(QUuid::fromRfc4122(QByteArrayView(bytes).sliced(at, kIdBytes))); };
    return fromSecret(idAt(0), idAt(kIdBytes), bytes.mid(2 * kIdBytes));
}

QByteArray OpaqueToken::hash() const
{
    return crypto::sha256(m_secret.reveal());
}

QByteArray OpaqueToken::toText() const
{
    return crypto::toBase64Url(m_tenant.toBytes() + m_row.toBytes() + m_secret.reveal());
}

} // namespace pos::keyring
