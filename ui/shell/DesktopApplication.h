// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/MainWindow.h"

#include <memory>
#include <optional>

namespace pos::ui {

// The desktop on one server: made after QApplication, on its thread, and gone before it.
class DesktopApplication {
public:
    struct Options {
        QUrl server;
        QString storeFile = QStringLiteral(":memory:"); // what this desktop remembers
        std::optional<Language> language = {};          // else the last one, else the system's
        std::optional<Look> look = {};
    };

    explicit DesktopApplication(const Options &options);
    ~DesktopApplication();

    void show(); // and asks the server whether it is ready
    MainWindow &window() { return *m_window; }
    Session &session() { return m_session; }
    ApiClient &client() { return m_client; }
    Languages &languages() { return m_languages; }

private:
    LocalStore m_store;
    Languages m_languages;
    ApiClient m_client;
    Session m_session;
    ConnectionMonitor m_monitor;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace pos::ui
