// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/keyring/Crypto.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#include <memory>

namespace pos::keyring::crypto {

namespace {

unsigned char *writable(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

const unsigned char *readable(QByteArrayView bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.data());
}

} // namespace

QByteArray randomBytes(qsizetype count)
{
    QByteArray bytes(count, Qt::Uninitialized);
    return RAND_bytes(writable(bytes), static_cast<int>(count)) == 1 ? bytes : QByteArray();
}

QByteArray sha256(QByteArrayView data)
{
    QByteArray digest(32, Qt::Uninitialized);
    const bool done =
        EVP_Digest(data.data(), static_cast<size_t>(data.size()), writable(digest), nullptr, EVP_sha256(), nullptr)
        == 1;
    return done ? digest : QByteArray();
}

QByteArray hmacSha256(QByteArrayView key, QByteArrayView data)
{
    QByteArray digest(32, Qt::Uninitialized);
    const bool done = HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), readable(data),
                           static_cast<size_t>(data.size()), writable(digest), nullptr)
                      != nullptr;
    return done ? digest : QByteArray();
}

QByteArray hkdfSha256(QByteArrayView key, QByteArrayView info, qsizetype bytes)
{
    const std::unique_ptr<EVP_KDF, decltype(&EVP_KDF_free)> kdf(EVP_KDF_fetch(nullptr, "HKDF", nullptr), EVP_KDF_free);
    const std::unique_ptr<EVP_KDF_CTX, decltype(&EVP_KDF_CTX_free)> context(kdf ? EVP_KDF_CTX_new(kdf.get()) : nullptr,
                                                                            EVP_KDF_CTX_free);
    if (!context)
        return {};
    char digest[] = "SHA256";
    const OSSL_PARAM params[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, const_cast<char *>(key.data()),
                                          static_cast<size_t>(key.size())),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, const_cast<char *>(info.data()),
                                          static_cast<size_t>(info.size())),
        OSSL_PARAM_construct_end(),
    };
    QByteArray derived(bytes, Qt::Uninitialized);
    const bool done = EVP_KDF_derive(context.get(), writable(derived), static_cast<size_t>(bytes), params) == 1;
    return done ? derived : QByteArray();
}

bool equal(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), static_cast<size_t>(a.size())) == 0;
}

QByteArray toBase64Url(QByteArrayView bytes)
{
    return bytes.toByteArray().toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray fromBase64Url(QByteArrayView text)
{
    const auto decoded = QByteArray::fromBase64Encoding(text.toByteArray(),
                                                        QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals
                                                            | QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? *decoded : QByteArray();
}

} // namespace pos::keyring::crypto
