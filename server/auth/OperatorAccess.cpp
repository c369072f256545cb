// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/OperatorAccess.h"

namespace pos::auth {

namespace {

constexpr pg::Statement kOwners{"auth_operator_owners", R"(
    SELECT DISTINCT ON (t.slug) t.id AS tenant_id, t.slug, u.id AS user_id
    FROM shop.tenants t JOIN identity.users u ON u.tenant_id = t.id AND u.role = 'owner' AND u.status = 'active'
    WHERE $1 = '' OR t.slug = $1 ORDER BY t.slug, u.created_at LIMIT 2)"};

} // namespace

Result<contract::SignedIn> OperatorAccess::open(const QString &slug) const
{
    POS_TRY(const pg::Rows owners,
            m_service.parts.database.asSystem([&](pg::Transaction &tx) { return tx.run(kOwners, pg::Params(slug)); }));
    if (owners.isEmpty())
        return fail({ErrorCode::NotFound, QStringLiteral("no_such_shop"),
                     slug.isEmpty() ? QStringLiteral("there is no shop yet: make one with posctl shop create")
                                    : QStringLiteral("there is no shop \"%1\" with an active owner").arg(slug)});
    if (owners.size() > 1)
        return fail(Error::conflict(QStringLiteral("which_shop"),
                                    QStringLiteral("there are several shops: say which with --shop")));
    const Id tenant = owners.first().id("tenant_id");
    const Id user = owners.first().id("user_id");
    return m_service.parts.database.forTenant(tenant, [&](pg::Transaction &tx) -> Result<contract::SignedIn> {
        POS_TRY(const auto staff, StaffRepository::find(tx, tenant, user));
        if (!staff)
            return fail(Error::notFound(QStringLiteral("owner")));
        return m_service.sessions.open(tx, *staff, {{"system", Id(), Id(), {}, {}}, {}, QStringLiteral("posctl")});
    });
}

} // namespace pos::auth
