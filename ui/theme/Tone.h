// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace pos::ui {

// The meaning of a pill, a banner or a number; the theme gives it its colours.
enum class Tone { Neutral, Success, Warning, Danger, Info, Accent };

} // namespace pos::ui
