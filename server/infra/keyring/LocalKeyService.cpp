// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/keyring/LocalKeyService.h"

#include "server/infra/keyring/Crypto.h"
#include "server/infra/keyring/PrivateFile.h"

#include <openssl/evp.h>

namespace pos::keyring {

namespace {

constexpr auto kHeader =
    "# The master key of this store. Without it no personal data can be read again. Keep a copy apart "
    "from the backups.\n";

QByteArray contextOf(const Id &tenant, const Id &subject)
{
    return "pii-kek|" + tenant.toBytes() + subject.toBytes();
}

// nonce | ciphertext | tag under a key that is derived for one person, so no associated data is needed.
Result<QByteArray> wrapWith(const Secret &kek, const Secret &plain)
{
    const QByteArray nonce = crypto::randomBytes(crypto::kNonceBytes);
    QByteArray out(crypto::kNonceBytes + plain.size() + crypto::kTagBytes, Qt::Uninitialized);
    auto *bytes = reinterpret_cast<unsigned char *>(out.data());
    const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(EVP_CIPHER_CTX_new(),
                                                                                  EVP_CIPHER_CTX_free);
    int written = 0;
    const bool done = !nonce.isEmpty() && context
                      && EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr,
                                            reinterpret_cast<const unsigned char *>(kek.reveal().constData()),
                                            reinterpret_cast<const unsigned char *>(nonce.constData()))
                             == 1
                      && EVP_EncryptUpdate(context.get(), bytes + nonce.size(), &written,
                                           reinterpret_cast<const unsigned char *>(plain.reveal().constData()),
                                           static_cast<int>(plain.size()))
                             == 1
                      && EVP_EncryptFinal_ex(context.get(), bytes + nonce.size() + plain.size(), &written) == 1
                      && EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, crypto::kTagBytes,
                                             bytes + nonce.size() + plain.size())
                             == 1;
    if (!done)
        return fail(Error::internal(QStringLiteral("OpenSSL could not wrap a data key")));
    std::copy(nonce.cbegin(), nonce.cend(), out.begin());
    return out;
}

Result<Secret> unwrapWith(const Secret &kek, const QByteArray &wrapped)
{
    const auto *in = reinterpret_cast<const unsigned char *>(wrapped.constData());
    const qsizetype length = wrapped.size() - crypto::kNonceBytes - crypto::kTagBytes;
    const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(EVP_CIPHER_CTX_new(),
                                                                                  EVP_CIPHER_CTX_free);
    if (length == crypto::kKeyBytes && context) {
        QByteArray plain(length, Qt::Uninitialized);
        auto *out = reinterpret_cast<unsigned char *>(plain.data());
        int written = 0;
        if (EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr,
                               reinterpret_cast<const unsigned char *>(kek.reveal().constData()), in)
                == 1
            && EVP_DecryptUpdate(context.get(), out, &written, in + crypto::kNonceBytes, static_cast<int>(length)) == 1
            && EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, crypto::kTagBytes,
                                   const_cast<unsigned char *>(in + crypto::kNonceBytes + length))
                   == 1
            && EVP_DecryptFinal_ex(context.get(), out + length, &written) == 1)
            return Secret(std::move(plain));
    }
    return fail(
        {ErrorCode::Corrupt, QStringLiteral("wrapped_key"),
         QStringLiteral("a data key does not open with the store's master key: the key file is another store's, or "
                        "the row was changed or moved")});
}

Result<std::map<int, Secret>> parse(const QString &path, const QByteArray &text)
{
    std::map<int, Secret> masters;
    for (const QByteArray &line : text.split('\n')) {
        const QByteArray trimmed = line.trimmed();
        if (trimmed.isEmpty() || trimmed.startsWith('#'))
            continue;
        const qsizetype blank = trimmed.indexOf(' ');
        bool isNumber = false;
        const int version = trimmed.left(blank).toInt(&isNumber);
        QByteArray key = crypto::fromBase64Url(trimmed.mid(blank + 1));
        const bool fits = blank > 0 && isNumber && version > 0 && key.size() == crypto::kKeyBytes;
        if (!fits || !masters.emplace(version, Secret(std::move(key))).second)
            return fail(Error::internal(
                QStringLiteral("the key file %1 is damaged: each line is a version, a blank and a key").arg(path)));
    }
    if (masters.empty())
        return fail(Error::internal(QStringLiteral("the key file %1 holds no key").arg(path)));
    return masters;
}

} // namespace

Result<std::unique_ptr<LocalKeyService>> LocalKeyService::open(const QString &path)
{
    POS_TRY(const Secret text, readOrCreatePrivateFile(path, [] {
                const QByteArray key = crypto::randomBytes(crypto::kKeyBytes);
                return key.isEmpty() ? QByteArray() : kHeader + ("1 " + crypto::toBase64Url(key)) + '\n';
            }));
    POS_TRY(auto masters, parse(path, text.reveal()));
    return std::unique_ptr<LocalKeyService>(new LocalKeyService(path, std::move(masters)));
}

Result<void> LocalKeyService::readAgain()
{
    POS_TRY(const Secret text, readPrivateFile(m_path));
    POS_TRY(auto masters, parse(m_path, text.reveal()));
    const std::lock_guard lock(m_mutex);
    m_masters = std::move(masters);
    return {};
}

Result<Secret> LocalKeyService::derive(const QByteArray &purpose, int version)
{
    for (bool isSecondTry = false;; isSecondTry = true) {
        {
            const std::lock_guard lock(m_mutex);
            if (const auto master = m_masters.find(version); master != m_masters.end()) {
                QByteArray key = crypto::hkdfSha256(master->second.reveal(), purpose);
                if (key.isEmpty())
                    return fail(Error::internal(QStringLiteral("OpenSSL could not derive a key")));
                return Secret(std::move(key));
            }
        }
        if (isSecondTry || version >= kVaultVersions)
            break;
        POS_CHECK(readAgain()); // another process may have added it
    }
    if (version >= kVaultVersions)
        return fail(
            {ErrorCode::Corrupt, QStringLiteral("key_of_vault"),
             QStringLiteral("a key was made by Vault, but VAULT_ADDR is not set: set it, or bring the keys into "
                            "the key file with \"posctl keys migrate --to file\"")});
    return fail({ErrorCode::Corrupt, QStringLiteral("unknown_key_version"),
                 QStringLiteral("the key file %1 has no version %2").arg(m_path).arg(version)});
}

Result<int> LocalKeyService::newestVersion()
{
    const std::lock_guard lock(m_mutex);
    return m_masters.rbegin()->first;
}

Result<KeyService::WrappedKey> LocalKeyService::wrap(const Plain &key)
{
    POS_TRY(const int version, newestVersion());
    POS_TRY(const Secret kek, derive(contextOf(key.tenant, key.subject), version));
    POS_TRY(QByteArray wrapped, wrapWith(kek, key.key));
    return WrappedKey{std::move(wrapped), version};
}

Result<Secret> LocalKeyService::unwrapOne(const Wrapped &key)
{
    POS_TRY(const Secret kek, derive(contextOf(key.tenant, key.subject), key.key.version));
    return unwrapWith(kek, key.key.bytes);
}

std::vector<Result<KeyService::WrappedKey>> LocalKeyService::wrapAll(const std::vector<Plain> &keys)
{
    std::vector<Result<WrappedKey>> wrapped;
    for (const Plain &key : keys)
        wrapped.push_back(wrap(key));
    return wrapped;
}

std::vector<Result<Secret>> LocalKeyService::unwrapAll(const std::vector<Wrapped> &keys)
{
    std::vector<Result<Secret>> opened;
    for (const Wrapped &key : keys)
        opened.push_back(unwrapOne(key));
    return opened;
}

Result<int> LocalKeyService::rotate()
{
    POS_CHECK(readAgain());
    POS_TRY(const int version, newestVersion());
    const QByteArray key = crypto::randomBytes(crypto::kKeyBytes);
    if (key.isEmpty())
        return fail(Error::internal(QStringLiteral("OpenSSL has no random bytes")));
    POS_TRY(const Secret text, readPrivateFile(m_path));
    const Secret longer(text.reveal() + (text.reveal().endsWith('\n') ? "" : "\n") + QByteArray::number(version + 1)
                        + ' ' + crypto::toBase64Url(key) + '\n');
    POS_CHECK(replacePrivateFile(m_path, longer));
    POS_CHECK(readAgain());
    return version + 1;
}

Result<QByteArray> LocalKeyService::lookupHash(const QByteArray &keyName, const QByteArray &value, int version)
{
    POS_TRY(const Secret key, derive("lookup|" + keyName, version));
    return crypto::hmacSha256(key.reveal(), value);
}

int LocalKeyService::lookupVersion(const QByteArray &) const
{
    const std::lock_guard lock(m_mutex);
    // Pinned: stored hashes answer to the version they were made with, so a new master key changes none.
    return m_masters.begin()->first;
}

Result<void> LocalKeyService::check()
{
    return {};
}

} // namespace pos::keyring
