// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Tokens.h"
#include "ui/theme/Tone.h"

#include <QColor>

namespace pos::ui {

enum class Look { Light, Dark };

// A colour of the tokens, by its name: it stays right when the look changes.
using Ink = QRgb tok::Colors::*;

// What QApplication's style, palette and style sheet are to this program. GUI thread only.
class Theme {
public:
    static void install();        // fonts and style, once
    static void apply(Look look); // may be called while running
    static Look look();

    static const tok::Colors &colors();
    static QColor color(Ink ink) { return QColor::fromRgba(colors().*ink); }
    static QColor inkOf(Tone tone);
    static QColor softOf(Tone tone);
};

} // namespace pos::ui
