// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/DesktopApplication.h"

namespace pos::ui::test {

class FakeShop;

// Walks through the window in both languages and both looks and writes a picture of each stop.
class Screenshots {
public:
    struct Options {
        QUrl server; // empty: a made-up shop
        QString email;
        QString password;
        QString folder;
        QString dialogs; // folder of what is as large in every window
        QSize size;
    };

    explicit Screenshots(const Options &options) : m_options(options) { }

    bool take();

private:
    bool takeOf(Language language, Look look);
    bool takeWizard(Language language, Look look);
    bool takePanels(DesktopApplication &desktop);
    bool takeToday(DesktopApplication &desktop);
    bool takeSale(DesktopApplication &desktop);
    bool saveDialog(DesktopApplication &desktop, const QString &name);
    bool takeImport(DesktopApplication &desktop, FakeShop &shop);
    bool takeStaff(DesktopApplication &desktop); // and the pages below it in the rail
    bool takeServices(DesktopApplication &desktop);
    bool takeSettings(DesktopApplication &desktop);
    bool takeFailures(DesktopApplication &desktop, FakeShop &shop);
    bool save(DesktopApplication &desktop, const QString &name);
    bool saveWidget(QWidget &widget, const QString &name); // a dialog

    Options m_options;
    QString m_suffix;
};

} // namespace pos::ui::test
