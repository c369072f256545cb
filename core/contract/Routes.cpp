// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contract/Routes.h"

#include <array>

namespace pos::contract {

namespace {

constexpr std::array<const char *, kServiceCount> kWords{"gateway", "auth",  "user",         "tenant",
                                                         "product", "order", "notification", "audit"};
constexpr qint64 kPhotoBytes = 4 * 1024 * 1024;

constexpr Access kPublic{Access::Kind::Public};
constexpr Access kSignedIn{Access::Kind::SignedIn};

constexpr Access may(Permission permission)
{
    return {Access::Kind::Permitted, permission};
}

} // namespace

QByteArray toWord(Service service)
{
    return kWords[static_cast<size_t>(service)];
}

QByteArray programName(Service service)
{
    return service == Service::Gateway ? QByteArrayLiteral("api-gateway") : toWord(service) + "-service";
}

Result<Service> serviceFromWord(QByteArrayView word)
{
    for (size_t i = 0; i < kWords.size(); ++i) {
        if (word == kWords[i])
            return static_cast<Service>(i);
    }
    return fail({ErrorCode::Invalid, QStringLiteral("unknown_service"),
                 QStringLiteral("a service is gateway, auth, user, tenant, product, order, notification or audit")});
}

const std::vector<RouteSpec> &routes()
{
    using enum Service;
    using enum Permission;
    static const std::vector<RouteSpec> table{
        {Auth, "POST", "/api/v1/auth/register", kPublic},
        {Auth, "POST", "/api/v1/auth/verify-email", kPublic},
        {Auth, "POST", "/api/v1/auth/login", kPublic},
        {Auth, "POST", "/api/v1/auth/refresh", kPublic},
        {Auth, "POST", "/api/v1/auth/logout", kSignedIn},
        {Auth, "GET", "/api/v1/auth/sessions", kSignedIn},
        {Auth, "DELETE", "/api/v1/auth/sessions", kSignedIn},
        {Auth, "DELETE", "/api/v1/auth/sessions/{id}", kSignedIn},
        {Auth, "GET", "/api/v1/users/{id}/sessions", may(UsersManage)},
        {Auth, "DELETE", "/api/v1/users/{id}/sessions", may(UsersManage)},
        {Auth, "DELETE", "/api/v1/users/{id}/sessions/{session_id}", may(UsersManage)},
        {Auth, "POST", "/api/v1/auth/password/forgot", kPublic},
        {Auth, "POST", "/api/v1/auth/password/reset", kPublic},
        {Auth, "POST", "/api/v1/auth/password/change", kSignedIn},
        {Auth, "PUT", "/api/v1/auth/pin", kSignedIn},
        {Auth, "POST", "/api/v1/auth/approvals", kSignedIn},
        {Auth, "GET", "/api/v1/auth/me", kSignedIn},

        {User, "GET", "/api/v1/users", may(UsersRead)},
        {User, "GET", "/api/v1/users/{id}", may(UsersRead)},
        {User, "PATCH", "/api/v1/users/{id}", may(UsersManage)},
        {User, "DELETE", "/api/v1/users/{id}", may(UsersManage)},
        {User, "POST", "/api/v1/users/{id}/suspend", may(UsersManage), true},
        {User, "POST", "/api/v1/users/{id}/reactivate", may(UsersManage), true},
        {User, "PUT", "/api/v1/users/{id}/role", may(UsersManage)},
        {User, "GET", "/api/v1/invitations", may(UsersRead)},
        {User, "POST", "/api/v1/invitations", may(UsersManage), true},
        {User, "POST", "/api/v1/invitations/{id}/resend", may(UsersManage), true},
        {User, "DELETE", "/api/v1/invitations/{id}", may(UsersManage)},
        {User, "POST", "/api/v1/invitations/accept", kPublic},

        {Tenant, "GET", "/api/v1/tenant", may(TenantRead)},
        {Tenant, "PATCH", "/api/v1/tenant", may(TenantManage)},
        {Tenant, "GET", "/api/v1/tenant/settings", may(TenantRead)},
        {Tenant, "PATCH", "/api/v1/tenant/settings", may(TenantManage)},
        {Tenant, "GET", "/api/v1/tenant/tax-rules", may(TenantRead)},
        {Tenant, "POST", "/api/v1/tenant/tax-rules", may(TenantManage), true},
        {Tenant, "DELETE", "/api/v1/tenant/tax-rules/{id}", may(TenantManage)},
        {Tenant, "GET", "/api/v1/public/tenants/{slug}", kPublic},

        {Tenant, "GET", "/api/v1/system/services", may(SystemRead)},
        {Tenant, "GET", "/api/v1/system/logs", may(SystemRead)},
        {Tenant, "GET", "/api/v1/system/events/parked", may(SystemRead)},
        {Tenant, "POST", "/api/v1/system/events/parked/{id}/retry", may(SystemManage)},
        {Tenant, "GET", "/api/v1/system/shops", may(SystemManage)},
        {Tenant, "POST", "/api/v1/system/shops/{id}/confirm", may(SystemManage)},
        {Tenant, "GET", "/api/v1/system/backups", may(SystemManage)},
        {Tenant, "POST", "/api/v1/system/backups", may(SystemManage)},
        {Tenant, "PUT", "/api/v1/system/backups/keys", may(SystemManage)},

        {Product, "GET", "/api/v1/categories", may(ProductsRead)},
        {Product, "POST", "/api/v1/categories", may(ProductsWrite), true},
        {Product, "GET", "/api/v1/categories/{id}", may(ProductsRead)},
        {Product, "PATCH", "/api/v1/categories/{id}", may(ProductsWrite)},
        {Product, "DELETE", "/api/v1/categories/{id}", may(ProductsWrite)},
        {Product, "GET", "/api/v1/products", may(ProductsRead)},
        {Product, "POST", "/api/v1/products", may(ProductsWrite), true},
        {Product, "GET", "/api/v1/products/lookup", may(ProductsRead)},
        {Product, "GET", "/api/v1/products/{id}", may(ProductsRead)},
        {Product, "PATCH", "/api/v1/products/{id}", may(ProductsWrite)},
        {Product, "POST", "/api/v1/products/{id}/archive", may(ProductsWrite), true},
        {Product, "POST", "/api/v1/products/{id}/restore", may(ProductsWrite), true},
        {Product, "GET", "/api/v1/products/{id}/variants", may(ProductsRead)},
        {Product, "POST", "/api/v1/products/{id}/variants", may(ProductsWrite), true},
        {Product, "PATCH", "/api/v1/products/{id}/variants/{variant_id}", may(ProductsWrite)},
        {Product, "GET", "/api/v1/products/{id}/photo", may(ProductsRead)},
        {Product, "PUT", "/api/v1/products/{id}/photo", may(ProductsWrite), false, kPhotoBytes},
        {Product, "DELETE", "/api/v1/products/{id}/photo", may(ProductsWrite)},
        {Product, "GET", "/api/v1/price-lists", may(ProductsRead)},
        {Product, "POST", "/api/v1/price-lists", may(ProductsWrite), true},
        {Product, "GET", "/api/v1/price-lists/{id}", may(ProductsRead)},
        {Product, "PUT", "/api/v1/price-lists/{id}", may(ProductsWrite)},
        {Product, "DELETE", "/api/v1/price-lists/{id}", may(ProductsWrite)},
        {Product, "GET", "/api/v1/stock", may(StockRead)},
        {Product, "GET", "/api/v1/stock/variants/{variant_id}", may(StockRead)},
        {Product, "GET", "/api/v1/stock/movements", may(StockRead)},
        {Product, "POST", "/api/v1/stock/adjustments", may(StockWrite), true},
        {Product, "POST", "/api/v1/stock/receipts", may(StockWrite), true},
        {Product, "POST", "/api/v1/stock/counts", may(StockWrite), true},
        {Product, "GET", "/api/v1/stock/proof", may(StockRead)},
        {Product, "GET", "/api/v1/imports", may(ImportsRun)},
        {Product, "POST", "/api/v1/imports", may(ImportsRun), true},
        {Product, "GET", "/api/v1/imports/template", may(ImportsRun)},
        {Product, "GET", "/api/v1/imports/{id}", may(ImportsRun)},
        {Product, "PUT", "/api/v1/imports/{id}/parts/{number}", may(ImportsRun)},
        {Product, "POST", "/api/v1/imports/{id}/check", may(ImportsRun), true},
        {Product, "GET", "/api/v1/imports/{id}/rows", may(ImportsRun)},
        {Product, "POST", "/api/v1/imports/{id}/run", may(ImportsRun), true},
        {Product, "POST", "/api/v1/imports/{id}/cancel", may(ImportsRun), true},
        {Product, "POST", "/api/v1/imports/{id}/undo", may(ImportsRun), true},

        {Order, "GET", "/api/v1/orders", may(OrdersRead)},
        {Order, "POST", "/api/v1/orders", may(OrdersCreate), true},
        {Order, "POST", "/api/v1/orders/price", may(OrdersCreate)},
        {Order, "POST", "/api/v1/orders/receipt-preview", may(TenantRead)},
        {Order, "GET", "/api/v1/orders/{id}", may(OrdersRead)},
        {Order, "POST", "/api/v1/orders/{id}/payments", may(OrdersCreate), true},
        {Order, "POST", "/api/v1/orders/{id}/void", may(OrdersCreate), true},
        {Order, "POST", "/api/v1/orders/{id}/refunds", may(OrdersCreate), true},
        {Order, "GET", "/api/v1/orders/{id}/receipt", may(OrdersRead)},
        {Order, "GET", "/api/v1/carts", may(OrdersCreate)},
        {Order, "POST", "/api/v1/carts", may(OrdersCreate), true},
        {Order, "GET", "/api/v1/carts/{id}", may(OrdersCreate)},
        {Order, "PUT", "/api/v1/carts/{id}", may(OrdersCreate)},
        {Order, "DELETE", "/api/v1/carts/{id}", may(OrdersCreate)},
        {Order, "POST", "/api/v1/carts/{id}/checkout", may(OrdersCreate), true},
        {Order, "GET", "/api/v1/reports/today", may(ReportsRead)},
        {Order, "GET", "/api/v1/reports/sales", may(ReportsRead)},

        {Notification, "GET", "/api/v1/notifications", may(NotificationsRead)},
        {Notification, "GET", "/api/v1/notifications/{id}", may(NotificationsManage)},
        {Notification, "GET", "/api/v1/notifications/{id}/eml", may(NotificationsManage)},
        {Notification, "POST", "/api/v1/notifications/{id}/retry", may(NotificationsManage), true},
        {Notification, "GET", "/api/v1/notification-templates", may(NotificationsRead)},
        {Notification, "POST", "/api/v1/notifications/test", may(NotificationsManage), true},

        {Audit, "GET", "/api/v1/audit/events", may(AuditRead)},
        {Audit, "GET", "/api/v1/audit/events/{id}", may(AuditRead)},
        // Checks by itself: whoever may read the list may write it to a file.
        {Audit, "POST", "/api/v1/exports", kSignedIn, true},
    };
    return table;
}

} // namespace pos::contract
