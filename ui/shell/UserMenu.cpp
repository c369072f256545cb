// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/UserMenu.h"

#include "ui/local/Preferences.h"

#include <QActionGroup>

namespace pos::ui {

UserMenu::UserMenu(Preferences &preferences, QWidget *parent) : QMenu(parent), m_preferences(preferences)
{
    setObjectName(QStringLiteral("userMenu"));
    addLanguage();
    addLook();
    addText();
    addSeparator();
    addCommand(ShellCommand::Help);
    addCommand(ShellCommand::Shortcuts);
    addSeparator();
    addCommand(ShellCommand::Connections);
    addCommand(ShellCommand::Account);
    addCommand(ShellCommand::SignOut);
    addCommand(ShellCommand::Quit);
}

template<class Value>
void UserMenu::addChoice(QMenu *menu, const QString &name, const QString &text, Value value, Value now,
                         void (Preferences::*set)(Value))
{
    QAction *action = menu->addAction(text);
    action->setObjectName(name);
    action->setCheckable(true);
    action->setChecked(value == now);
    connect(action, &QAction::triggered, &m_preferences,
            [&preferences = m_preferences, set, value] { (preferences.*set)(value); });
}

void UserMenu::addLanguage()
{
    QMenu *menu = addMenu(tr("Language"));
    for (const Language language : {Language::Indonesian, Language::English})
        addChoice(menu, QStringLiteral("menu.language.") + QString::fromLatin1(toWord(language)),
                  Languages::ownName(language), language, m_preferences.language(), &Preferences::setLanguage);
}

void UserMenu::addLook()
{
    QMenu *menu = addMenu(tr("Look"));
    addChoice(menu, QStringLiteral("menu.look.light"), tr("Light"), Look::Light, m_preferences.look(),
              &Preferences::setLook);
    addChoice(menu, QStringLiteral("menu.look.dark"), tr("Dark"), Look::Dark, m_preferences.look(),
              &Preferences::setLook);
}

void UserMenu::addText()
{
    QMenu *menu = addMenu(tr("Size of text"));
    for (const int percent : TextSize::choices())
        addChoice(menu, QStringLiteral("menu.text.%1").arg(percent), tr("%1 %").arg(percent), percent,
                  m_preferences.textPercent(), &Preferences::setTextPercent);
}

void UserMenu::addCommand(ShellCommand command)
{
    const ShellAction &entry = shellAction(command);
    // Behind a tab the menu shows keys; they are registered once, by the window.
    QAction *action = addAction(actionWords(entry) + u'\t' + keyWords(entry.keys.first()));
    action->setObjectName(QStringLiteral("menu.") + QLatin1String(entry.id));
    connect(action, &QAction::triggered, this, [this, command] { Q_EMIT asked(command); });
}

} // namespace pos::ui
