// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QList>

namespace pos::contract {

enum class Role { Owner, Manager, Cashier, PrivacyOfficer };

// The one list of what a signed-in person may do: the server authorizes by it, the window shows by
// it, the tests walk it. What is not granted is denied.
enum class Permission {
    OrdersRead,
    OrdersCreate,
    OrdersVoid,
    OrdersRefund,
    ApprovalsGive,
    ProductsRead,
    ProductsWrite,
    StockRead,
    StockWrite,
    ImportsRun,
    ReportsRead,
    UsersRead,
    UsersManage,
    TenantRead,
    TenantManage,
    NotificationsRead,
    NotificationsManage,
    AuditRead,
    SystemRead,
    SystemManage,
};

bool isGranted(Role role, Permission permission);
QList<Permission> permissionsOf(Role role);

QByteArray toWord(Role role);             // "owner", "manager", "cashier", "privacy_officer"
Result<Role> roleFromWord(QByteArrayView word);
QByteArray toWord(Permission permission); // "orders.read", …
const QList<Permission> &allPermissions();
const QList<Role> &allRoles();

} // namespace pos::contract
