// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contract/Permission.h"

#include <algorithm>
#include <vector>

namespace pos::contract {

namespace {

struct Grant {
    Permission permission;
    const char *word;
    std::vector<Role> roles; // not an initializer_list: its array would be gone before the first question
};

const std::vector<Grant> &grants()
{
    using enum Role;
    static const std::vector<Grant> table{
        {Permission::OrdersRead, "orders.read", {Owner, Manager, Cashier}},
        {Permission::OrdersCreate, "orders.create", {Owner, Manager, Cashier}},
        {Permission::OrdersVoid, "orders.void", {Owner, Manager}},
        {Permission::OrdersRefund, "orders.refund", {Owner, Manager}},
        {Permission::ApprovalsGive, "approvals.give", {Owner, Manager}},
        {Permission::ProductsRead, "products.read", {Owner, Manager, Cashier}},
        {Permission::ProductsWrite, "products.write", {Owner, Manager}},
        {Permission::StockRead, "stock.read", {Owner, Manager, Cashier}},
        {Permission::StockWrite, "stock.write", {Owner, Manager}},
        {Permission::ImportsRun, "imports.run", {Owner, Manager}},
        {Permission::ReportsRead, "reports.read", {Owner, Manager}},
        {Permission::UsersRead, "users.read", {Owner, Manager}},
        {Permission::UsersManage, "users.manage", {Owner}},
        {Permission::TenantRead, "tenant.read", {Owner, Manager, Cashier, PrivacyOfficer}},
        {Permission::TenantManage, "tenant.manage", {Owner}},
        {Permission::NotificationsRead, "notifications.read", {Owner, Manager}},
        {Permission::NotificationsManage, "notifications.manage", {Owner}},
        {Permission::AuditRead, "audit.read", {Owner, PrivacyOfficer}},
        {Permission::SystemRead, "system.read", {Owner, Manager}},
        {Permission::SystemManage, "system.manage", {Owner}},
    };
    return table;
}

const Grant &grantOf(Permission permission)
{
    return grants()[static_cast<size_t>(permission)];
}

} // namespace

bool isGranted(Role role, Permission permission)
{
    const auto &roles = grantOf(permission).roles;
    return std::find(roles.begin(), roles.end(), role) != roles.end();
}

QList<Permission> permissionsOf(Role role)
{
    QList<Permission> granted;
    for (const Grant &grant : grants()) {
        if (isGranted(role, grant.permission))
            granted.append(grant.permission);
    }
    return granted;
}

QByteArray toWord(Role role)
{
    switch (role) {
    case Role::Owner: return "owner";
    case Role::Manager: return "manager";
    case Role::Cashier: return "cashier";
    case Role::PrivacyOfficer: break;
    }
    return "privacy_officer";
}

Result<Role> roleFromWord(QByteArrayView word)
{
    for (const Role role : allRoles()) {
        if (toWord(role) == word)
            return role;
    }
    return fail({ErrorCode::Invalid, QStringLiteral("unknown_role"),
                 QStringLiteral("a role is owner, manager, cashier or privacy_officer")});
}

QByteArray toWord(Permission permission)
{
    return grantOf(permission).word;
}

const QList<Permission> &allPermissions()
{
    static const QList<Permission> all = [] {
        QList<Permission> list;
        for (const Grant &grant : grants())
            list.append(grant.permission);
        return list;
    }();
    return all;
}

const QList<Role> &allRoles()
{
    static const QList<Role> all{Role::Owner, Role::Manager, Role::Cashier, Role::PrivacyOfficer};
    return all;
}

} // namespace pos::contract
