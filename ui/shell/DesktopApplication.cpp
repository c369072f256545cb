// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/DesktopApplication.h"

#include <QLocale>

namespace pos::ui {

DesktopApplication::DesktopApplication(const Options &options)
    : m_store(options.storeFile), m_client(options.server), m_session(m_client), m_monitor(m_client)
{
    Theme::install();
    const Look kept = m_store.text(QStringLiteral("look")) == QLatin1String("dark") ? Look::Dark : Look::Light;
    Theme::apply(options.look.value_or(kept));
    const QString code = m_store.text(QStringLiteral("language"));
    const Language spoken = Languages::fromCode(code.isEmpty() ? QLocale::system().name() : code);
    m_languages.apply(options.language.value_or(spoken));
    m_client.setLanguage(m_languages.code());
    m_window = std::make_unique<MainWindow>(m_session, m_monitor, m_languages, m_store);
}

DesktopApplication::~DesktopApplication() = default;

void DesktopApplication::show()
{
    m_window->show();
    m_window->start();
}

} // namespace pos::ui
