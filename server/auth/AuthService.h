// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/auth/Approvals.h"
#include "server/auth/Credentials.h"
#include "server/auth/ShopRegistration.h"
#include "server/auth/SignIn.h"

namespace pos::auth {

// All of auth-service over one set of parts. Thread-safe; workers only.
struct AuthService {
    explicit AuthService(const AuthParts &with)
        : parts(with), sessions(parts), registration(parts, sessions), signIn(parts, sessions), credentials(parts),
          approvals(parts)
    {
    }
    AuthService(const AuthService &) = delete;
    AuthService &operator=(const AuthService &) = delete;

    const AuthParts parts;
    const Sessions sessions;
    const ShopRegistration registration;
    const SignIn signIn;
    const Credentials credentials;
    const Approvals approvals;
};

} // namespace pos::auth
