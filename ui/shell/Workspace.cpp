// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/Workspace.h"

#include "ui/dialogs/AccountDialog.h"
#include "ui/shell/CommandPalette.h"
#include "ui/shell/NavigationRail.h"
#include "ui/shell/PanelList.h"
#include "ui/widgets/Layouts.h"

#include <QHBoxLayout>
#include <QStackedWidget>

namespace pos::ui {

Workspace::Workspace(Session &session, LocalStore &store, Preferences &preferences, QWidget *parent)
    : QWidget(parent), m_session(session), m_rail(new NavigationRail(session.profile(), preferences)),
      m_stack(new QStackedWidget), m_palette(new CommandPalette(session, this))
{
    auto *row = boxOn<QHBoxLayout>(this);
    row->addWidget(m_rail);
    row->addWidget(m_stack, 1);
    for (const PanelEntry &entry : panelsFor(session.profile())) {
        Panel *panel = entry.make(session, store);
        panel->setPreferences(&preferences);
        addPanel(QString::fromLatin1(entry.key), panel);
    }

    connect(m_rail, &NavigationRail::chosen, this, &Workspace::openPanel);
    connect(m_rail, &NavigationRail::asked, this, &Workspace::asked);
    connect(m_palette, &CommandPalette::asked, this, &Workspace::asked);
    connect(m_palette, &CommandPalette::chosen, this, &Workspace::openDocument);
    if (const auto open = panelsFor(session.profile()); !open.isEmpty())
        openPanel(QString::fromLatin1(open.first().key));
}

void Workspace::addPanel(const QString &key, Panel *panel)
{
    m_panels.insert(key, panel);
    m_stack->addWidget(panel);
    connect(panel, &Panel::said, this, &Workspace::said);
    connect(panel, &Panel::documentAsked, this, &Workspace::openDocument);
    connect(panel, &Panel::listAsked, this, [this](const QString &wanted, const auto &filters) {
        if (!m_panels.contains(wanted))
            return;
        openPanel(wanted);
        m_panels[wanted]->showList(filters);
    });
}

Panel *Workspace::currentPanel() const
{
    return qobject_cast<Panel *>(m_stack->currentWidget());
}

void Workspace::openPanel(const QString &key)
{
    Panel *panel = m_panels.value(key);
    if (!panel)
        return;
    m_rail->choose(key);
    m_stack->setCurrentWidget(panel);
    if (!m_started.contains(key)) {
        m_started.append(key);
        panel->start();
    }
    panel->takeFocus();
    Q_EMIT titleChanged(panel->title());
}

void Workspace::reloadAll()
{
    for (const QString &key : std::as_const(m_started))
        m_panels[key]->reload();
}

void Workspace::showAccount()
{
    auto *dialog = new AccountDialog(m_session, this);
    connect(dialog, &AccountDialog::said, this, &Workspace::said);
    dialog->open();
}

void Workspace::find()
{
    m_palette->open();
}

void Workspace::openDocument(const QString &key, const QString &id)
{
    openPanel(key);
    if (Panel *panel = m_panels.value(key); panel && !id.isNull())
        panel->open(id);
}

void Workspace::leaveAll(std::function<void()> then)
{
    for (auto panel = m_panels.begin(); panel != m_panels.end(); ++panel) {
        if (!panel.value()->isUnsaved())
            continue;
        openPanel(panel.key());
        panel.value()->leave(std::move(then));
        return;
    }
    then();
}

} // namespace pos::ui
