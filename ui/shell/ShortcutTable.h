// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QList>
#include <QString>

namespace pos::ui {

// One line of the sheet of shortcuts.
struct ShortcutLine {
    enum class Place { Everywhere, Pages, OnAPage, Sale, Lists, FirstRun };
    // A shortcut is registered with Qt and belongs to an object; a key is handled by the widget that has the focus.
    enum class Kind { Shortcut, Key };

    Place place;
    QList<QKeySequence> keys; // any of them
    QString words; // in the language of the moment
    Kind kind = Kind::Shortcut;
};

// Every shortcut of the window, in the order of the sheet.
QList<ShortcutLine> shortcutTable();
QString placeWords(ShortcutLine::Place place);

// The sheet itself, for QTextBrowser.
QString shortcutSheet();

} // namespace pos::ui
