// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/staff/RoleWords.h"

namespace pos::ui {

QString RoleWords::name(contract::Role role)
{
    switch (role) {
    case contract::Role::Owner: return tr("Owner");
    case contract::Role::Manager: return tr("Manager");
    case contract::Role::Cashier: return tr("Cashier");
    case contract::Role::PrivacyOfficer: break;
    }
    return tr("Privacy officer");
}

QString RoleWords::name(const QString &word)
{
    const auto role = contract::roleFromWord(word.toLatin1());
    return role ? name(*role) : word;
}

QString RoleWords::purpose(contract::Role role)
{
    switch (role) {
    case contract::Role::Owner: return tr("Everything, also staff, settings and backups");
    case contract::Role::Manager: return tr("Runs the day: sales, products, stock, reports");
    case contract::Role::Cashier: return tr("Sells, and looks up products and stock");
    case contract::Role::PrivacyOfficer: break;
    }
    return tr("Reads the audit trail; no sales");
}

QString RoleWords::may(contract::Permission permission)
{
    using enum contract::Permission;
    switch (permission) {
    case OrdersRead: return tr("See sales and receipts");
    case OrdersCreate: return tr("Sell and take payments");
    case OrdersVoid: return tr("Void a sale");
    case OrdersRefund: return tr("Refund a sale");
    case ApprovalsGive: return tr("Approve at another till, by PIN");
    case ProductsRead: return tr("Look up products and prices");
    case ProductsWrite: return tr("Add and change products and prices");
    case StockRead: return tr("See the stock");
    case StockWrite: return tr("Receive, count and correct stock");
    case ImportsRun: return tr("Import products and past sales");
    case ReportsRead: return tr("See revenue and reports");
    case UsersRead: return tr("See the staff");
    case UsersManage: return tr("Invite, change and suspend staff");
    case TenantRead: return tr("See the shop's settings");
    case TenantManage: return tr("Change the shop's settings and taxes");
    case NotificationsRead: return tr("See which mails were sent");
    case NotificationsManage: return tr("Read and send the shop's mails");
    case AuditRead: return tr("Read the audit trail");
    case SystemRead: return tr("See services, health and logs");
    case SystemManage: break;
    }
    return tr("Back up, restore and run the server");
}

QList<QPair<QString, QString>> RoleWords::choices()
{
    QList<QPair<QString, QString>> all;
    for (const contract::Role role : contract::allRoles())
        all.append({QString::fromLatin1(contract::toWord(role)), name(role)});
    return all;
}

} // namespace pos::ui
