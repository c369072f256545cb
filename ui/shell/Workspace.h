// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/Panel.h"
#include "ui/shell/ShellActions.h"

#include <QMap>

QT_FORWARD_DECLARE_CLASS(QStackedWidget)

namespace pos::ui {

class CommandPalette;
class NavigationRail;

// What a signed-in person works in: the rail and the panels they may open. Goes when they sign out.
class Workspace final : public QWidget {
    Q_OBJECT
public:
    Workspace(Session &session, LocalStore &store, Preferences &preferences, QWidget *parent = nullptr);

    void openPanel(const QString &key);
    Panel *currentPanel() const;
    QString currentKey() const { return m_panels.key(currentPanel()); }
    void reloadAll();
    void find();
    void showAccount(); // of who is signed in: PIN, password, sessions
    // Goes on with `then` once no panel would lose anything, or never.
    void leaveAll(std::function<void()> then);

Q_SIGNALS:
    void said(const QString &confirmation);
    void titleChanged(const QString &title);
    void asked(pos::ui::ShellCommand command);

private:
    void addPanel(const QString &key, Panel *panel);
    void openDocument(const QString &key, const QString &id); // a null id opens the page alone

    Session &m_session;
    NavigationRail *m_rail;
    QStackedWidget *m_stack;
    CommandPalette *m_palette;
    QMap<QString, Panel *> m_panels;
    QStringList m_started;
};

} // namespace pos::ui
