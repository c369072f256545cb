// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/DesktopApplication.h"

#include <QSet>

#include <functional>

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
        QList<Language> languages{Language::English, Language::Indonesian};
        QList<Look> looks{Look::Light, Look::Dark};
        // Called at each stop instead of writing a picture, with the name of the stop and every text the made-up
        // shop answered with. The walk around the pages, not what is around them.
        std::function<void(QWidget &, const QString &, const QSet<QString> &)> visit = {};
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
    const FakeShop *m_shop = nullptr; // of the window that is open
    QString m_suffix;
};

} // namespace pos::ui::test
