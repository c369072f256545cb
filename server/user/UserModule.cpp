// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/user/UserModule.h"

#include "server/user/UserRoutes.h"

namespace pos::user {

namespace {

struct Owned {
    explicit Owned(const runtime::ServerContext &context)
        : parts{context.database,
                context.clock,
                {context.keys, context.subjectKeys, context.cipher},
                hasher,
                context.sessions},
          users(parts), invitations(parts)
    {
    }
    keyring::PasswordHasher hasher;
    UserParts parts;
    UserService users;
    InvitationService invitations;
};

} // namespace

Result<runtime::ServiceModule> makeModule(const runtime::ServerContext &context)
{
    const auto owned = std::make_shared<Owned>(context);
    runtime::ServiceModule module{contract::Service::User, [owned](http::Endpoints &endpoints) {
                                      bindRoutes(endpoints, owned->users, owned->invitations, owned->parts.clock);
                                  }};
    module.owner = owned;
    return module;
}

} // namespace pos::user
