// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QStringList>

namespace pos::app {

// What the server says while it starts, or why it could not, for the person at the window: the server speaks
// English, the window their language. A sentence that is not known here is shown as it is.
class StartupWords {
    Q_DECLARE_TR_FUNCTIONS(pos::app::StartupWords)
public:
    static QString shown(const QString &english);
    static QStringList known(); // with %1 for what changes
};

} // namespace pos::app
