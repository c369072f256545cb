// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/settings/SettingsPanel.h"

#include "ui/dialogs/ConfirmDialog.h"
#include "ui/panels/settings/BackupSection.h"
#include "ui/panels/settings/DesktopSection.h"
#include "ui/panels/settings/MailSection.h"
#include "ui/panels/settings/PartsSection.h"
#include "ui/panels/settings/SellingSection.h"
#include "ui/panels/settings/ShopSection.h"
#include "ui/panels/settings/TaxSection.h"
#include "ui/theme/Fonts.h"
#include "ui/widgets/Layouts.h"
#include "ui/widgets/PageHeader.h"

#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace pos::ui {

using contract::Permission;

SettingsPanel::SettingsPanel(Session &session, LocalStore &store, QWidget *parent)
    : Panel(session, store, parent), m_header(new PageHeader), m_tabBar(new QTabBar), m_pages(new QStackedWidget),
      m_desktop(new DesktopSection(session))
{
    auto *column = boxOn<QVBoxLayout>(this, 0, tok::s3);
    column->setContentsMargins(tok::s5, tok::s4 + 2, tok::s4, tok::s4);
    column->addWidget(m_header);
    m_tabBar->setDrawBase(false);
    m_tabBar->setExpanding(false);
    m_tabBar->setFont(Fonts::of(tok::Type::Body));
    m_tabBar->setFocusPolicy(Qt::TabFocus);
    m_tabBar->setObjectName(QStringLiteral("settings.tabs"));
    column->addWidget(m_tabBar);
    column->addWidget(m_pages, 1);

    add("shop", new ShopSection(session));
    add("selling", new SellingSection(session));
    add("tax", new TaxSection(session));
    if (profile().may(Permission::NotificationsRead))
        add("mail", new MailSection(session));
    if (profile().may(Permission::SystemManage))
        add("backup", new BackupSection(session));
    add("desktop", m_desktop);
    if (profile().may(Permission::SystemRead))
        add("parts", new PartsSection(session));
    retranslate();
    connect(m_tabBar, &QTabBar::currentChanged, this, &SettingsPanel::choose);
}

void SettingsPanel::add(const char *key, SettingsSection *section)
{
    m_tabs.append({QString::fromLatin1(key), section});
    m_tabBar->addTab({});
    m_pages->addWidget(section);
    connect(section, &SettingsSection::said, this, &SettingsPanel::said);
}

void SettingsPanel::start()
{
    if (preferences())
        m_desktop->setPreferences(*preferences());
    choose(m_tabBar->currentIndex());
}

void SettingsPanel::open(const QString &id)
{
    for (int i = 0; i < m_tabs.size(); ++i) {
        if (m_tabs[i].key == id)
            m_tabBar->setCurrentIndex(i);
    }
}

void SettingsPanel::choose(int tab)
{
    const int before = m_shown;
    if (tab != before && isUnsaved()) {
        const QSignalBlocker quiet(m_tabBar);
        m_tabBar->setCurrentIndex(before);
        leave([this, tab] { m_tabBar->setCurrentIndex(tab); });
        return;
    }
    m_shown = tab;
    m_pages->setCurrentIndex(tab);
    if (!m_tabs[tab].started) {
        m_tabs[tab].started = true;
        m_tabs[tab].section->start();
    }
}

void SettingsPanel::reload()
{
    for (const Tab &tab : std::as_const(m_tabs)) {
        if (tab.started)
            tab.section->reload();
    }
}

void SettingsPanel::takeFocus()
{
    m_tabBar->setFocus(Qt::OtherFocusReason);
}

bool SettingsPanel::isUnsaved() const
{
    return m_tabs[m_shown].section->isDirty();
}

void SettingsPanel::leave(std::function<void()> then)
{
    if (!isUnsaved()) {
        then();
        return;
    }
    const bool saves = m_tabs[m_shown].key != QLatin1String("tax"); // a rule that is half written is no rule
    QList<ConfirmDialog::Choice> choices{{QStringLiteral("discard"), tr("Discard"), Button::Kind::Danger},
                                         {QStringLiteral("stay"), tr("Keep editing")}};
    if (saves)
        choices.prepend({QStringLiteral("save"), tr("Save"), Button::Kind::Primary});
    ConfirmDialog::ask(this, tr("Save the changes?"), tr("These settings have changes that are not saved yet."),
                       choices, [this, then](const QString &answer) {
                           SettingsSection *section = m_tabs[m_shown].section;
                           if (answer == QLatin1String("save"))
                               section->save();
                           if (answer != QLatin1String("discard"))
                               return;
                           section->discard();
                           then();
                       });
}

QString SettingsPanel::words(const QString &key) const
{
    if (key == QLatin1String("shop"))
        return tr("Shop");
    if (key == QLatin1String("selling"))
        return tr("Receipts and rounding");
    if (key == QLatin1String("tax"))
        return tr("Taxes");
    if (key == QLatin1String("mail"))
        return tr("Mail");
    if (key == QLatin1String("backup"))
        return tr("Backup");
    return key == QLatin1String("desktop") ? tr("This desktop") : tr("Parts");
}

void SettingsPanel::retranslate()
{
    m_header->setTexts(tr("Settings"), profile().may(Permission::TenantManage)
                                           ? tr("Of %1 and of this desktop").arg(profile().shopName)
                                           : tr("Of %1; only an owner changes them").arg(profile().shopName));
    for (int i = 0; i < m_tabs.size(); ++i)
        m_tabBar->setTabText(i, words(m_tabs[i].key));
    m_tabBar->setAccessibleName(tr("Settings"));
}

} // namespace pos::ui
