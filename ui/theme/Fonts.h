// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Tokens.h"

#include <QFont>

namespace pos::ui {

// "Inter Till": Inter with tabular digits, from the program's resources.
class Fonts {
public:
    static void load();
    static QFont of(tok::Type type);
    static QFont mono(); // for receipts: columns must line up
};

} // namespace pos::ui
