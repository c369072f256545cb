// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Secret.h"

#include <QByteArray>

namespace pos::keyring::crypto {

// Thin wrappers over OpenSSL's EVP. An empty result means that OpenSSL itself failed, which only happens
// without memory or without its provider.

inline constexpr qsizetype kKeyBytes = 32;
inline constexpr qsizetype kNonceBytes = 12;
inline constexpr qsizetype kTagBytes = 16;

QByteArray randomBytes(qsizetype count);
QByteArray sha256(QByteArrayView data);
QByteArray hmacSha256(QByteArrayView key, QByteArrayView data);
// RFC 5869 with SHA-256, no salt.
QByteArray hkdfSha256(QByteArrayView key, QByteArrayView info, qsizetype bytes = kKeyBytes);
// Compares in constant time.
bool equal(QByteArrayView a, QByteArrayView b);

// RFC 4648 §5 without padding; decoding refuses any other character.
QByteArray toBase64Url(QByteArrayView bytes);
QByteArray fromBase64Url(QByteArrayView text);

} // namespace pos::keyring::crypto
