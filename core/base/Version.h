// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pos {

QString version(); // "0.1.0", from the project() line of CMakeLists.txt

} // namespace pos
