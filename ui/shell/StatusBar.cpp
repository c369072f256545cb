// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/StatusBar.h"

#include "ui/api/ConnectionMonitor.h"
#include "ui/language/Languages.h"
#include "ui/widgets/IconLabel.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLocale>

namespace pos::ui {

namespace {

QWidget *itemOf(IconLabel *icon, Label *label)
{
    auto *item = new QWidget;
    auto *row = boxOn<QHBoxLayout>(item, 0, 6);
    row->setContentsMargins(8, 0, 8, 0);
    row->addWidget(icon);
    row->addWidget(label);
    return item;
}

} // namespace

StatusBar::StatusBar(ConnectionMonitor &monitor, const QString &address, QWidget *parent)
    : QStatusBar(parent), m_monitor(monitor),
      m_icon(new IconLabel(QStringLiteral("circle-check"), Tone::Success, tok::iconInline)),
      m_state(new Label(tok::Type::Small, "muted")), m_address(new Label(tok::Type::Small, "muted")),
      m_language(new Label(tok::Type::Small, "muted"))
{
    setSizeGripEnabled(false);
    m_state->setObjectName(QStringLiteral("status.server"));
    m_address->setText(address);
    addWidget(itemOf(m_icon, m_state));
    addWidget(itemOf(new IconLabel(QStringLiteral("server"), Tone::Neutral, tok::iconInline), m_address));
    addPermanentWidget(itemOf(new IconLabel(QStringLiteral("languages"), Tone::Neutral, tok::iconInline), m_language));
    connect(&monitor, &ConnectionMonitor::changed, this, &StatusBar::showState);
    showState();
}

void StatusBar::showState()
{
    const bool online = m_monitor.isOnline();
    m_icon->setIcon(online ? QStringLiteral("circle-check") : QStringLiteral("circle-alert"),
                    online ? Tone::Success : Tone::Danger);
    if (online)
        m_state->setText(tr("Server running"));
    else if (m_monitor.secondsToRetry() > 0)
        m_state->setText(tr("Server not reached, next try in %n s", nullptr, m_monitor.secondsToRetry()));
    else
        m_state->setText(tr("Server not reached, trying"));
    m_language->setText(
        Languages::ownName(QLocale().language() == QLocale::Indonesian ? Language::Indonesian : Language::English));
}

void StatusBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        showState();
    QStatusBar::changeEvent(event);
}

} // namespace pos::ui
