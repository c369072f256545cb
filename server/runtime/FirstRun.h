// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/postgres/Database.h"

namespace pos::runtime {

// True while no shop exists: the window then shows its wizard. Remembers the first shop, so that it asks the database
// only until there is one; when it cannot be asked the answer is false. The database outlives it.
std::function<bool()> firstRun(pg::Database &database);

} // namespace pos::runtime
