// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/local/Preferences.h"
#include "ui/shell/MainWindow.h"

#include <memory>
#include <optional>

namespace pos::ui {

// The desktop on one server: made after QApplication, on its thread, and gone before it.
class DesktopApplication {
public:
    struct Options {
        QUrl server = {};                               // this one, and none of those that are remembered
        std::optional<QUrl> thisComputer = {};          // where the server that the program brings will answer
        QString storeFile = QStringLiteral(":memory:"); // what this desktop remembers
        std::optional<Language> language = {};          // else the last one, else the system's
        std::optional<Look> look = {};
    };

    explicit DesktopApplication(const Options &options);
    ~DesktopApplication();

    void show(); // and asks the server whether it is ready
    MainWindow &window() { return *m_window; }
    Session &session() { return m_session; }
    Connections &connections() { return m_connections; }
    ApiClient &client() { return m_client; }
    Languages &languages() { return m_languages; }
    Preferences &preferences() { return m_preferences; }
    LocalStore &store() { return m_store; }

private:
    LocalStore m_store;
    Connections m_connections;
    Languages m_languages;
    Preferences m_preferences;
    ApiClient m_client;
    Session m_session;
    ConnectionMonitor m_monitor;
    ServerStatus m_status;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace pos::ui
