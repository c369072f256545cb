// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/redis/Locks.h"
#include "server/runtime/Scheduler.h"

namespace pos::runtime {

// The job, holding `cleanup:lock:<name>` in Redis while it runs. It waits for another holder, and is told to stop when
// the lock is lost. Without an answer from Redis it runs all the same: what keeps two processes from the same work is
// PostgreSQL, and this lock shows who is at it.
Job locked(Job job, redis::Client &redis, redis::Locks &locks);

} // namespace pos::runtime
