// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Language.h"

#include <QStringList>

namespace pos::ui {

// The pages of the help, from docs/help: the first steps, then one for each page of the window.
class HelpPages {
public:
    static QStringList keys();
    static QString markdown(const QString &key, Language language); // empty when there is no such page
    static QString title(const QString &key, Language language);
    // Those that hold all of these words in their title or text; all of them for none.
    static QStringList search(const QString &words, Language language);
};

} // namespace pos::ui
