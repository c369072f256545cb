// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/config/Settings.h"

#include <functional>

namespace pos::app {

// Puts a backup in the place of what the data folder's own database holds. Nobody else may work in the folder. What was
// there is kept beside it (postgres.before-…), and comes back when anything fails: then all is as it was. The keys
// stay.
Result<void> restoreBackup(const config::Settings &settings, const Clock &clock, const QString &file,
                           const std::function<void(const QString &)> &progress);

} // namespace pos::app
