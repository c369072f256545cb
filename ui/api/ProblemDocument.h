// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

namespace pos::ui {

// What a server said went wrong (RFC 9457), as the value the server made it from. A body that is no
// such document still gives the right code for its status.
Error errorFromProblem(int status, const QByteArray &body, const QByteArray &retryAfter);

} // namespace pos::ui
