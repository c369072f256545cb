// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "core/base/Secret.h"

namespace pos::keyring {

// A refresh token or the token of a mailed link: says which row of which shop it belongs to, and 32 random
// bytes that prove it. The database keeps the hash alone.
class OpaqueToken {
public:
    static OpaqueToken make(const Id &tenant, const Id &row);
    // Invalid "token_invalid" for what no make() has written.
    static Result<OpaqueToken> parse(const QString &text);
    static OpaqueToken fromSecret(const Id &tenant, const Id &row, const QByteArray &secret);

    const Id &tenant() const { return m_tenant; }
    const Id &row() const { return m_row; }
    const Secret &secret() const { return m_secret; }
    QByteArray hash() const;
    QByteArray toText() const; // base64url, fit for a link

private:
    Id m_tenant;
    Id m_row;
    Secret m_secret;
};

} // namespace pos::keyring
