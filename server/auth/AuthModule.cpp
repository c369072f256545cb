// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/AuthModule.h"

#include "core/config/Settings.h"
#include "server/auth/AuthRoutes.h"
#include "server/infra/metrics/ServiceMetrics.h"

namespace pos::auth {

namespace {

struct Owned {
    explicit Owned(const runtime::ServerContext &context)
        : service({context.database,
                   context.clock,
                   {context.keys, context.subjectKeys, context.cipher},
                   context.tokenKeys,
                   hasher,
                   context.settings.registrationOpen,
                   context.sessions}),
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
    const auto forget = [owned, &clock = context.clock, cleanup = context.metrics.cleanup("failed_proofs")](
                            const std::atomic<bool> &) mutable -> Result<void> {
        const auto began = std::chrono::steady_clock::now();
        POS_TRY(const qint64 forgotten, owned->lockout.forgetOld());
        cleanup.processed(forgotten);
        cleanup.succeeded(clock.now(), std::chrono::steady_clock::now() - began);
        return {};
    };
    module.jobs.push_back({"forget-failed-sign-ins", std::chrono::hours(1), {}, forget});
    module.owner = owned;
    return module;
}

} // namespace pos::auth
