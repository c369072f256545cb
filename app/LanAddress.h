// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/Settings.h"

namespace pos::app {

// "192.168.1.20:8080": how others in the network reach the server of these settings. Empty when it answers
// this computer alone, or when there is no network.
QString lanAddress(const config::Settings &settings);

} // namespace pos::app
