// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/ShellActions.h"

#include <QCoreApplication>

#include <algorithm>

namespace pos::ui {

const QList<ShellAction> &shellActions()
{
    static const QList<ShellAction> actions{
        {ShellCommand::Find,
         "find",
         "search",
         {Qt::CTRL | Qt::Key_K},
         QT_TRANSLATE_NOOP("ShellActions", "Find anything"),
         true},
        {ShellCommand::Help,
         "help",
         "circle-help",
         {Qt::Key_F1},
         QT_TRANSLATE_NOOP("ShellActions", "Help for this page")},
        {ShellCommand::Shortcuts,
         "shortcuts",
         "keyboard",
         {Qt::Key_Question, Qt::CTRL | Qt::Key_F1},
         QT_TRANSLATE_NOOP("ShellActions", "Keyboard shortcuts")},
        {ShellCommand::Language,
         "language",
         "languages",
         {Qt::CTRL | Qt::SHIFT | Qt::Key_L},
         QT_TRANSLATE_NOOP("ShellActions", "Change the language")},
        {ShellCommand::Look,
         "look",
         "moon",
         {Qt::CTRL | Qt::SHIFT | Qt::Key_D},
         QT_TRANSLATE_NOOP("ShellActions", "Dark or light")},
        {ShellCommand::TextLarger,
         "text-larger",
         "a-large-small",
         {Qt::CTRL | Qt::Key_Plus, Qt::CTRL | Qt::Key_Equal},
         QT_TRANSLATE_NOOP("ShellActions", "Larger text")},
        {ShellCommand::TextSmaller,
         "text-smaller",
         "a-large-small",
         {Qt::CTRL | Qt::Key_Minus},
         QT_TRANSLATE_NOOP("ShellActions", "Smaller text")},
        {ShellCommand::Connections,
         "connections",
         "server",
         {Qt::CTRL | Qt::SHIFT | Qt::Key_O},
         QT_TRANSLATE_NOOP("ShellActions", "Connections to servers")},
        {ShellCommand::Account,
         "account",
         "user-round",
         {Qt::CTRL | Qt::SHIFT | Qt::Key_A},
         QT_TRANSLATE_NOOP("ShellActions", "My account"),
         true},
        {ShellCommand::SignOut,
         "sign-out",
         "log-out",
         {Qt::CTRL | Qt::SHIFT | Qt::Key_Q},
         QT_TRANSLATE_NOOP("ShellActions", "Sign out"),
         true},
        {ShellCommand::Quit, "quit", "power", {Qt::CTRL | Qt::Key_Q}, QT_TRANSLATE_NOOP("ShellActions", "Quit")},
    };
    return actions;
}

const ShellAction &shellAction(ShellCommand command)
{
    return *std::find_if(shellActions().begin(), shellActions().end(),
                         [command](const ShellAction &action) { return action.command == command; });
}

QString actionWords(const ShellAction &action)
{
    return QCoreApplication::translate("ShellActions", action.words);
}

QString keyWords(const QKeySequence &keys)
{
    return keys.toString(QKeySequence::NativeText);
}

QString withKeys(const QString &words, const QKeySequence &keys)
{
    return keys.isEmpty() ? words : QStringLiteral("%1  (%2)").arg(words, keyWords(keys));
}

QString withKeys(const QString &words, ShellCommand command)
{
    return withKeys(words, shellAction(command).keys.first());
}

} // namespace pos::ui
