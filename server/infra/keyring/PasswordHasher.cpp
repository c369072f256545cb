// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/keyring/PasswordHasher.h"

#include "server/infra/keyring/Crypto.h"

#include "core/base/Secret.h"

#include <QSemaphoreReleaser>

#include <array>
#include <sodium.h>

namespace pos::keyring {

namespace {

constexpr int kPatienceMs = 5000;

// The same secret typed on two keyboards may arrive composed or decomposed.
Secret bytesOf(const QString &secret)
{
    return Secret(secret.normalized(QString::NormalizationForm_KC).toUtf8());
}

Result<QString> hashBytes(const Secret &secret, const PasswordHasher::Cost &cost)
{
    std::array<char, crypto_pwhash_STRBYTES> out{};
    if (sodium_init() < 0
        || crypto_pwhash_str_alg(out.data(), secret.reveal().constData(),
                                 static_cast<unsigned long long>(secret.size()), cost.passes, cost.memoryBytes,
                                 crypto_pwhash_ALG_ARGON2ID13)
               != 0)
        return fail(Error::unavailable(QStringLiteral("no_memory"), QStringLiteral("no memory to hash a password")));
    return QString::fromLatin1(out.data());
}

} // namespace

PasswordHasher::PasswordHasher(const Cost &cost) : m_cost(cost), m_slots(cost.atOnce)
{
    m_nobody = hashBytes(Secret(crypto::randomBytes(32)), cost).value_or(QString());
}

Result<QString> PasswordHasher::hash(const QString &secret)
{
    if (!m_slots.tryAcquire(1, kPatienceMs))
        return fail(Error::unavailable(QStringLiteral("busy"), QStringLiteral("too many sign-ins at once"), 2));
    const QSemaphoreReleaser releaser(m_slots);
    return hashBytes(bytesOf(secret), m_cost);
}

Result<bool> PasswordHasher::verify(const QString &hash, const QString &secret)
{
    if (!m_slots.tryAcquire(1, kPatienceMs))
        return fail(Error::unavailable(QStringLiteral("busy"), QStringLiteral("too many sign-ins at once"), 2));
    const QSemaphoreReleaser releaser(m_slots);
    const Secret bytes = bytesOf(secret);
    const QByteArray stored = (hash.isEmpty() ? m_nobody : hash).toLatin1();
    const bool matches = sodium_init() >= 0
                         && crypto_pwhash_str_verify(stored.constData(), bytes.reveal().constData(),
                                                     static_cast<unsigned long long>(bytes.size()))
                                == 0;
    return matches && !hash.isEmpty();
}

} // namespace pos::keyring
