// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Qt>

namespace pos::ui {

// What a table's model tells its delegate and its header beside the text.
enum CellRole {
    KindRole = Qt::UserRole + 1, // CellKind
    SubRole,                     // second line below the first
    ToneRole,                    // Tone, as int
    ValueRole,                   // ExportValue: a number as a number, where the text only shows one
    KeyRole,                     // of a header: the column's name in the saved layout
    SortFieldRole,               // of a header: the field the server sorts by; empty = cannot
};

// Code: a number whose end tells it from its neighbours; too long, it is cut in the middle.
enum class CellKind { Plain, Number, Muted, Named, TwoLines, Pill, Code };

} // namespace pos::ui
