// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/Session.h"

#include <QKeySequence>

namespace pos::ui {

class LocalStore;
class Panel;

enum class PanelGroup { Overview, Sales, Catalogue, People, System };

// A page of the shell, as the rail, the palette and the shortcuts know it.
struct PanelEntry {
    const char *key; // "orders"; its item in the rail is "nav.orders"
    PanelGroup group;
    const char *icon;
    QKeySequence keys;
    contract::Permission permission; // who lacks it does not see the page
    Panel *(*make)(Session &, LocalStore &);
    const char *title;  // in English: shown through panelTitle()
    const char *action; // what open({}) does ("New product"); null: nothing
    contract::Permission actionPermission = {};
};

// All pages, in the order of the rail.
const QList<PanelEntry> &allPanels();
QList<PanelEntry> panelsFor(const Profile &profile);

// In the language of the moment.
QString panelTitle(const PanelEntry &entry);
QString panelAction(const PanelEntry &entry);
QString groupTitle(PanelGroup group);

} // namespace pos::ui
