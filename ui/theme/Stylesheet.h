// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Tokens.h"

#include <QString>

namespace pos::ui {

// The one style sheet, in these colours. Boxes and borders only; fonts are set by code.
QString stylesheet(const tok::Colors &colors);

} // namespace pos::ui
