// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/vault/VaultError.h"

namespace pos::vault {

namespace {

constexpr int kSealed = 503;

Error unavailable(const char *reason, const QString &sentence, int again = 5)
{
    return Error::unavailable(QLatin1StringView(reason), sentence, again);
}

QString wordsOf(const VaultTransport::Reply &reply)
{
    QStringList words;
    const QJsonArray errors = reply.json().value(u"errors").toArray();
    for (const QJsonValue &error : errors)
        words.append(error.toString());
    return words.join(QLatin1StringView("; ")).left(300).simplified();
}

Error notSetUp(const QString &what)
{
    return {ErrorCode::Internal, QStringLiteral("vault_not_set_up"),
            QStringLiteral("%1: run \"posctl vault init\"").arg(what)};
}

} // namespace

bool mayPass(const VaultTransport::Reply &reply)
{
    return reply.status == 429 || reply.status == 412 || (reply.status >= 500 && reply.status != kSealed);
}

Error errorOfItem(const QByteArray &path, const QString &words)
{
    const QString where = QString::fromUtf8(path);
    if (words.contains(QLatin1StringView("message authentication failed")))
        return {ErrorCode::Corrupt, QStringLiteral("wrapped_key"),
                QStringLiteral("a data key does not open with %1 (message authentication failed): its row was changed "
                               "or moved, or the key belongs to another store")
                    .arg(where)};
    if (words.contains(QLatin1StringView("invalid ciphertext")) || words.contains(QLatin1StringView("too old"))
        || words.contains(QLatin1StringView("could not decode")))
        return {ErrorCode::Corrupt, QStringLiteral("wrapped_key"),
                QStringLiteral("a data key is damaged or of a version that %1 no longer opens").arg(where)};
    if (words.contains(QLatin1StringView("encryption key not found"))
        || words.contains(QLatin1StringView("no existing key")))
        return notSetUp(QStringLiteral("Vault has no key for %1").arg(where));
    return Error::internal(QStringLiteral("Vault refused %1: %2").arg(where, words));
}

Error errorOf(const VaultTransport &transport, const QByteArray &path, const VaultTransport::Reply &reply)
{
    const QString address = QString::fromUtf8(transport.address());
    const QString where = QString::fromUtf8(path);
    switch (reply.status) {
    case 0:
        return unavailable("vault_unreachable",
                           QStringLiteral("Vault at %1 cannot be reached: %2").arg(address, reply.failure));
    case kSealed: return unavailable("vault_sealed", QStringLiteral("Vault at %1 is sealed: unseal it").arg(address));
    case 403:
        return unavailable("vault_forbidden",
                           QStringLiteral("Vault at %1 does not allow %2: the token has run out or was revoked, or its "
                                          "policy lacks this path (posctl vault init makes it)")
                               .arg(address, where),
                           30);
    case 404: return notSetUp(QStringLiteral("Vault at %1 has nothing at %2").arg(address, where));
    case 429: return unavailable("vault_busy", QStringLiteral("Vault at %1 takes no more requests now").arg(address));
    default: break;
    }
    if (reply.status >= 500 || reply.status == 412)
        return unavailable(
            "vault_failing",
            QStringLiteral("Vault at %1 answers %2: %3").arg(address).arg(reply.status).arg(wordsOf(reply)));
    if (reply.status >= 300 && reply.status < 400)
        return unavailable("vault_standby",
                           QStringLiteral("Vault at %1 is a standby that sends us elsewhere: name the active node, or "
                                          "one that forwards requests, in VAULT_ADDR")
                               .arg(address));
    return errorOfItem(path, wordsOf(reply));
}

Result<void> healthOf(const VaultTransport &transport, int status, const QString &failure)
{
    const QString address = QString::fromUtf8(transport.address());
    const auto say = [&](const char *reason, const char *sentence) {
        return fail(unavailable(reason, QString::fromLatin1(sentence).arg(address)));
    };
    switch (status) {
    case 200: return {};
    case 0: return fail(errorOf(transport, "sys/health", {0, failure, {}}));
    case 429: return say("vault_standby", "Vault at %1 is a standby node and no other is active");
    case 472:
        return say("vault_secondary", "Vault at %1 is a disaster recovery secondary: name the primary in VAULT_ADDR");
    case 473: return say("vault_standby", "Vault at %1 is a performance standby: name the active node in VAULT_ADDR");
    case 501: return say("vault_not_initialised", "Vault at %1 is not initialised: run \"vault operator init\"");
    case kSealed: return say("vault_sealed", "Vault at %1 is sealed: unseal it");
    default: break;
    }
    return fail(
        unavailable("vault_failing", QStringLiteral("Vault at %1 answers %2 to /sys/health").arg(address).arg(status)));
}

} // namespace pos::vault
