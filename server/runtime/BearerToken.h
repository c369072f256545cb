// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "server/http/EndpointRunner.h"

namespace pos::keyring {
class TokenKeys;
}

namespace pos::runtime {

// "Authorization: Bearer" with an access token of ours. Unauthenticated "token_missing", "token_invalid", "token_expired".
http::Authenticator bearerToken(std::shared_ptr<const keyring::TokenKeys> keys, const Clock &clock);

} // namespace pos::runtime
