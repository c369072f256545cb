// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/PanelList.h"

#include "ui/panels/ImportPanel.h"
#include "ui/panels/OrdersPanel.h"
#include "ui/panels/ProductsPanel.h"
#include "ui/panels/TodayPanel.h"
#include "ui/panels/services/ServicesPanel.h"
#include "ui/panels/settings/SettingsPanel.h"
#include "ui/panels/staff/StaffPanel.h"
#include "ui/stock/StockPanel.h"

#include <QCoreApplication>

namespace pos::ui {

namespace {

using contract::Permission;

template<typename PanelClass>
Panel *made(Session &session, LocalStore &store)
{
    return new PanelClass(session, store);
}

QString words(const char *english)
{
    return QCoreApplication::translate("PanelList", english);
}

} // namespace

const QList<PanelEntry> &allPanels()
{
    static const QList<PanelEntry> panels{
        {"today", PanelGroup::Overview, "layout-dashboard", Qt::CTRL | Qt::Key_0, Permission::ReportsRead,
         made<TodayPanel>, QT_TRANSLATE_NOOP("PanelList", "Today"), nullptr},
        {"orders", PanelGroup::Sales, "receipt-text", Qt::CTRL | Qt::Key_1, Permission::OrdersRead, made<OrdersPanel>,
         QT_TRANSLATE_NOOP("PanelList", "Orders"), QT_TRANSLATE_NOOP("PanelList", "New order"),
         Permission::OrdersCreate},
        {"products", PanelGroup::Catalogue, "package", Qt::CTRL | Qt::Key_2, Permission::ProductsRead,
         made<ProductsPanel>, QT_TRANSLATE_NOOP("PanelList", "Products"), QT_TRANSLATE_NOOP("PanelList", "New product"),
         Permission::ProductsWrite},
        {"stock", PanelGroup::Catalogue, "boxes", Qt::CTRL | Qt::Key_3, Permission::StockRead, made<StockPanel>,
         QT_TRANSLATE_NOOP("PanelList", "Stock"), QT_TRANSLATE_NOOP("PanelList", "Receive goods"),
         Permission::StockWrite},
        {"import", PanelGroup::Catalogue, "file-input", Qt::CTRL | Qt::Key_4, Permission::ImportsRun, made<ImportPanel>,
         QT_TRANSLATE_NOOP("PanelList", "Import"), QT_TRANSLATE_NOOP("PanelList", "Import a file"),
         Permission::ImportsRun},
        {"staff", PanelGroup::People, "users", Qt::CTRL | Qt::Key_5, Permission::UsersRead, made<StaffPanel>,
         QT_TRANSLATE_NOOP("PanelList", "Staff"), QT_TRANSLATE_NOOP("PanelList", "Invite somebody"),
         Permission::UsersManage},
        {"services", PanelGroup::System, "server", Qt::CTRL | Qt::Key_6, Permission::SystemRead, made<ServicesPanel>,
         QT_TRANSLATE_NOOP("PanelList", "Services"), nullptr},
        {"settings", PanelGroup::System, "settings", Qt::CTRL | Qt::Key_7, Permission::TenantRead, made<SettingsPanel>,
         QT_TRANSLATE_NOOP("PanelList", "Settings"), nullptr},
    };
    return panels;
}

QList<PanelEntry> panelsFor(const Profile &profile)
{
    QList<PanelEntry> open;
    for (const PanelEntry &entry : allPanels()) {
        if (profile.may(entry.permission))
            open.append(entry);
    }
    return open;
}

QString panelTitle(const PanelEntry &entry)
{
    return words(entry.title);
}

QString panelAction(const PanelEntry &entry)
{
    return words(entry.action);
}

QString groupTitle(PanelGroup group)
{
    switch (group) {
    case PanelGroup::Overview: return {};
    case PanelGroup::Sales: return words(QT_TRANSLATE_NOOP("PanelList", "Sales"));
    case PanelGroup::Catalogue: return words(QT_TRANSLATE_NOOP("PanelList", "Catalogue"));
    case PanelGroup::People: return words(QT_TRANSLATE_NOOP("PanelList", "People"));
    case PanelGroup::System: break;
    }
    return words(QT_TRANSLATE_NOOP("PanelList", "System"));
}

} // namespace pos::ui
