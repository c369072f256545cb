// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"

namespace pos::pg {

// A named constant beside the repository that uses it. Prepared once per connection under its name,
// so the name is unique in the program. Parameters are $1, $2, …; the SQL is never put together at run time.
struct Statement {
    const char *name;
    const char *sql;
    Duration deadline = std::chrono::seconds(5); // sent as statement_timeout and watched by the client
};

} // namespace pos::pg
