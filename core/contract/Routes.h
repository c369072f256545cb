// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contract/Permission.h"

#include <optional>
#include <vector>

namespace pos::contract {

// In port order: 8080 + index, or --port-base + index.
enum class Service { Gateway, Auth, User, Tenant, Product, Order, Notification, Audit };

inline constexpr int kServiceCount = 8;
QByteArray toWord(Service service);      // "order": as in --services= and POS_ORDER_URL
QByteArray programName(Service service); // "order-service", "api-gateway": in logs, health and metrics
Result<Service> serviceFromWord(QByteArrayView word);
inline constexpr int portOffset(Service service)
{
    return static_cast<int>(service);
}

// Who may call: anyone, anyone signed in, or who holds the permission.
struct Access {
    enum class Kind { Public, SignedIn, Permitted };
    Kind kind = Kind::Permitted;
    Permission permission = Permission::SystemManage;
};

struct RouteSpec {
    Service service;
    const char *method;
    const char *pattern; // full path, {name} for a parameter
    Access access;
    bool idempotencyKey = false; // takes Idempotency-Key: every POST of somebody signed in but auth/*
    qint64 bodyBytes = 1024 * 1024;
};

// Every route of the API below /api/v1, in one place: services bind a handler to each of theirs, the
// gateway routes by it, tests walk it against roles and against the OpenAPI document.
const std::vector<RouteSpec> &routes();

} // namespace pos::contract
