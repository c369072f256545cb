// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/DesktopApplication.h"

namespace pos::ui {

DesktopApplication::DesktopApplication(const Options &options)
    : m_store(options.storeFile), m_connections(m_store, options.thisComputer), m_preferences(m_languages, m_store),
      m_client(options.server), m_session(m_client), m_monitor(m_client), m_status(m_client)
{
    if (!options.server.isEmpty())
        m_connections.use({QStringLiteral("given"), {}, options.server});
    Theme::install();
    m_preferences.restore(options.language, options.look);
    m_client.setLanguage(m_languages.code());
    m_window = std::make_unique<MainWindow>(
        MainWindow::Parts{m_session, m_monitor, m_status, m_languages, m_preferences, m_store, m_connections});
}

DesktopApplication::~DesktopApplication() = default;

void DesktopApplication::show()
{
    m_window->show();
    m_window->start();
}

} // namespace pos::ui
