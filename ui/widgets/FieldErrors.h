// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <functional>

namespace pos::ui {

class Field;

// Shows each error of the server at the field that fieldOf() knows by its name (null: none here). True when there were
// errors and each has found its field: then nothing is left to say elsewhere.
bool placeErrors(const Error &error, const std::function<Field *(const QString &)> &fieldOf);

} // namespace pos::ui
