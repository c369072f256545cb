// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QList>
#include <QString>

namespace pos::ui {

// What the window can be told from everywhere: by keys, by its menu, by the palette.
enum class ShellCommand {
    Find,
    Help,
    Shortcuts,
    Language,
    Look,
    TextLarger,
    TextSmaller,
    Connections,
    Account,
    SignOut,
    Quit
};

struct ShellAction {
    ShellCommand command;
    const char *id; // "help"; for the palette and for tests
    const char *icon;
    QList<QKeySequence> keys; // the first is the one that is shown
    const char *words;        // in English: shown through actionWords()
    bool signedIn = false;    // for somebody who is signed in alone
};

const QList<ShellAction> &shellActions();
const ShellAction &shellAction(ShellCommand command);

QString actionWords(const ShellAction &action); // in the language of the moment
QString keyWords(const QKeySequence &keys);     // "Ctrl+K"
// For a tooltip: "Find anything  (Ctrl+K)".
QString withKeys(const QString &words, const QKeySequence &keys);
QString withKeys(const QString &words, ShellCommand command);

} // namespace pos::ui
