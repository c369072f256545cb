// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/AuthModule.h"

#include "core/config/Settings.h"
#include "server/auth/AuthRoutes.h"

namespace pos::auth {

namespace {

struct Owned {
    explicit Owned(const runtime::ServerContext &context)
        : service({context.database,
                   context.clock,
                   {context.keys, context.subjectKeys, context.cipher},
                   context.tokenKeys,
                   hasher,
                   context.settings.registrationOpen}),
          lockout(context.database, context.clock)
    {
    }
    keyring::PasswordHasher hasher;
    AuthService service;
    Lockout lockout;
};

} // namespace

Result<runtime::ServiceModule> makeModule(const runtime::ServerContext &context)
{
    const auto owned = std::make_shared<Owned>(context);
    runtime::ServiceModule module{contract::Service::Auth,
                                  [owned](http::Endpoints &endpoints) { bindRoutes(endpoints, owned->service); }};
    module.jobs.push_back({"forget-failed-sign-ins", std::chrono::hours(1), {}, [owned](const std::atomic<bool> &) {
                               return owned->lockout.forgetOld();
                           }});
    module.owner = owned;
    return module;
}

} // namespace pos::auth
