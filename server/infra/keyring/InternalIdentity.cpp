// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/keyring/InternalIdentity.h"

#include "server/infra/keyring/Crypto.h"
#include "server/infra/keyring/PrivateFile.h"

#include <algorithm>

namespace pos::keyring {

namespace {

constexpr auto kVersion = "v1";
constexpr auto kPurpose = "internal-identity";

QByteArray macOf(const Secret &key, const Passage &passage, const QByteArray &issued)
{
    QByteArray text;
    for (const QByteArray &part : {QByteArray(kVersion), issued, passage.service, passage.method, passage.target,
                                   passage.authorization, passage.requestId, passage.traceparent, passage.client})
        text += QByteArray::number(part.size()) + ':' + part;
    return crypto::toBase64Url(crypto::hmacSha256(key.reveal(), text));
}

tl::unexpected<Error> refuse(const QString &why)
{
    return fail(Error::forbidden(QStringLiteral("gateway_unproven"), why));
}

Result<Secret> derived(const QByteArray &text)
{
    Secret key(crypto::hkdfSha256(text, kPurpose));
    if (key.isEmpty())
        return fail(Error::internal(QStringLiteral("OpenSSL could not derive a key")));
    return key;
}

} // namespace

Result<std::shared_ptr<const InternalIdentity>> InternalIdentity::fromText(const Secret &keys)
{
    std::vector<Secret> all;
    for (const QByteArray &part : keys.reveal().split(',')) {
        const QByteArray text = part.trimmed();
        if (text.size() < kShortestKey)
            return fail({ErrorCode::Invalid, QStringLiteral("too_short"),
                         QStringLiteral("POS_INTERNAL_KEY needs at least %1 characters: make it with \"openssl rand "
                                        "-base64 48\"")
                             .arg(kShortestKey)});
        POS_TRY(Secret key, derived(text));
        all.push_back(std::move(key));
    }
    return std::shared_ptr<const InternalIdentity>(new InternalIdentity(std::move(all)));
}

Result<std::shared_ptr<const InternalIdentity>> InternalIdentity::open(const QString &keyFolder)
{
    POS_TRY(const Secret text, readOrCreatePrivateFile(keyFolder + QStringLiteral("/internal.key"), [] {
                return crypto::toBase64Url(crypto::randomBytes(crypto::kKeyBytes));
            }));
    return fromText(text);
}

QByteArray InternalIdentity::prove(const Passage &passage, Instant now) const
{
    const QByteArray issued = QByteArray::number(static_cast<qint64>(now.time_since_epoch().count()));
    return QByteArray(kVersion) + '.' + issued + '.' + macOf(m_keys.front(), passage, issued);
}

Result<void> InternalIdentity::verify(const Passage &passage, const QByteArray &proof, Instant now) const
{
    const QList<QByteArray> parts = proof.split('.');
    bool isNumber = false;
    const Instant issued(Duration(parts.value(1).toLongLong(&isNumber)));
    if (parts.size() != 3 || parts[0] != kVersion || !isNumber)
        return refuse(QStringLiteral("the proof of the gateway has another form"));
    const bool fits = std::any_of(m_keys.begin(), m_keys.end(), [&](const Secret &key) {
        return crypto::equal(macOf(key, passage, parts[1]), parts[2]);
    });
    if (!fits)
        return refuse(QStringLiteral("the proof of the gateway does not fit: compare POS_INTERNAL_KEY, or the key "
                                     "folders, of the gateway and of this service"));
    if (issued + kLife < now || issued > now + kLife)
        return refuse(QStringLiteral("the proof of the gateway is too old: compare the clocks of the two machines"));
    return {};
}

} // namespace pos::keyring
