// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/StatusBar.h"

#include "ui/api/ConnectionMonitor.h"
#include "ui/api/ServerStatus.h"
#include "ui/language/Languages.h"
#include "ui/theme/TextSize.h"
#include "ui/widgets/IconLabel.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLocale>

namespace pos::ui {

namespace {
constexpr int kServerWidth = 420;
}

StatusBar::StatusBar(ConnectionMonitor &monitor, ServerStatus &status, QWidget *parent)
    : QStatusBar(parent), m_monitor(monitor), m_status(status), m_server(make("server", "circle-check")),
      m_address(make("address", "wifi")), m_events(make("events", "send")), m_version(make("version", "info")),
      m_language(make("language", "languages"))
{
    setObjectName(QStringLiteral("status"));
    setSizeGripEnabled(false);
    addWidget(m_server.box);
    addWidget(m_address.box);
    addPermanentWidget(m_events.box);
    addPermanentWidget(m_version.box);
    addPermanentWidget(m_language.box);
    connect(&monitor, &ConnectionMonitor::changed, this, &StatusBar::showState);
    connect(&status, &ServerStatus::changed, this, &StatusBar::showState);
    showState();
}

StatusBar::Item StatusBar::make(const char *name, const char *icon)
{
    Item item{new QWidget, new IconLabel(QLatin1String(icon), Tone::Neutral, tok::iconInline),
              new Label(tok::Type::Small, "muted")};
    item.words->setObjectName(QStringLiteral("status.") + QLatin1String(name));
    auto *row = boxOn<QHBoxLayout>(item.box, 0, 6);
    row->setContentsMargins(8, 0, 8, 0);
    row->addWidget(item.icon);
    row->addWidget(item.words);
    return item;
}

void StatusBar::setServer(const QString &name, const QString &address, bool onlyHere)
{
    m_name = name;
    m_where = address;
    m_onlyHere = onlyHere;
    showState();
}

// A long sentence never makes the window wider.
void StatusBar::showServer(const QString &sentence)
{
    const int room = TextSize::px(kServerWidth);
    m_server.words->setText(m_server.words->fontMetrics().elidedText(sentence, Qt::ElideRight, room));
    m_server.words->setToolTip(sentence);
}

void StatusBar::showState()
{
    const bool online = m_monitor.isOnline();
    const bool well = m_status.trouble().isEmpty();
    m_server.icon->setIcon(online && well ? QStringLiteral("circle-check") : QStringLiteral("circle-alert"),
                           online ? well ? Tone::Success : Tone::Warning : Tone::Danger);
    if (online)
        showServer(well ? tr("Server running") : tr("Server not well: %1").arg(m_status.trouble()));
    else if (m_monitor.secondsToRetry() > 0)
        showServer(tr("Server not reached, next try in %n s", nullptr, m_monitor.secondsToRetry()));
    else
        showServer(tr("Server not reached, trying"));
    m_address.words->setText(m_onlyHere         ? tr("%1, this computer only").arg(m_where)
                             : m_name.isEmpty() ? m_where
                                                : tr("%1 (%2)").arg(m_name, m_where));
    const auto waiting = m_status.eventsWaiting();
    m_events.box->setVisible(online && waiting);
    if (waiting)
        m_events.words->setText(*waiting == 0 ? tr("No events waiting")
                                              : tr("%n events waiting", nullptr, static_cast<int>(*waiting)));
    m_version.box->setVisible(!m_status.version().isEmpty());
    m_version.words->setText(tr("Version %1").arg(m_status.version()));
    m_language.words->setText(
        Languages::ownName(QLocale().language() == QLocale::Indonesian ? Language::Indonesian : Language::English));
}

void StatusBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        showState();
    QStatusBar::changeEvent(event);
}

} // namespace pos::ui
