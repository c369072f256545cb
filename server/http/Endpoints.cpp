// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/Endpoints.h"

#include <algorithm>
#include <cstring>

namespace pos::http {

namespace {

QString nameOf(const char *method, const char *pattern)
{
    return QStringLiteral("%1 %2").arg(QLatin1StringView(method), QLatin1StringView(pattern));
}

} // namespace

void Endpoints::bind(const char *method, const char *pattern, Endpoint endpoint)
{
    const auto &all = contract::routes();
    const auto spec = std::find_if(all.begin(), all.end(), [&](const contract::RouteSpec &route) {
        return std::strcmp(route.method, method) == 0 && std::strcmp(route.pattern, pattern) == 0;
    });
    if (spec == all.end() || spec->service != m_service) {
        m_faults.append(nameOf(method, pattern) + QStringLiteral(" is not a route of this service"));
        return;
    }
    if (std::any_of(m_bound.begin(), m_bound.end(), [&](const BoundRoute &route) { return route.spec == &*spec; })) {
        m_faults.append(nameOf(method, pattern) + QStringLiteral(" is bound twice"));
        return;
    }
    m_bound.push_back({&*spec, std::move(endpoint)});
}

Result<std::vector<BoundRoute>> Endpoints::finish()
{
    for (const contract::RouteSpec &spec : contract::routes()) {
        const bool bound =
            std::any_of(m_bound.begin(), m_bound.end(), [&](const BoundRoute &route) { return route.spec == &spec; });
        if (spec.service == m_service && !bound)
            m_faults.append(nameOf(spec.method, spec.pattern) + QStringLiteral(" has no handler"));
    }
    if (!m_faults.isEmpty())
        return fail(Error::internal(QString::fromLatin1(contract::toWord(m_service)) + QStringLiteral(": ")
                                    + m_faults.join(QStringLiteral("; "))));
    return std::move(m_bound);
}

} // namespace pos::http
