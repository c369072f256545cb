// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/BearerToken.h"

#include "server/infra/keyring/AccessToken.h"

namespace pos::runtime {

http::Authenticator bearerToken(std::shared_ptr<const keyring::TokenKeys> keys, const Clock &clock)
{
    const auto verifier = std::make_shared<const keyring::TokenVerifier>(std::move(keys), clock);
    return [verifier](const http::Request &request) -> Result<http::Principal> {
        const QByteArray value = request.header("Authorization");
        if (value.left(7).compare("bearer ", Qt::CaseInsensitive) != 0)
            return fail(Error::unauthenticated(QStringLiteral("token_missing"), QStringLiteral("sign in first: this needs an access token")));
        POS_TRY(const keyring::AccessClaims claims, verifier->verify(value.mid(7).trimmed()));
        return http::Principal{claims.user, claims.tenant, claims.session, claims.role, claims.terminal};
    };
}

} // namespace pos::runtime
