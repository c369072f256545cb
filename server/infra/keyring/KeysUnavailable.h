// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

namespace pos::keyring {

// What users and logs read while the key service is away: which work waits ("encrypt", "decrypt"), and why.
inline Error keysUnavailable(const char *work, Error error)
{
    if (error.code == ErrorCode::Unavailable) {
        error.reason = QStringLiteral("keys_unavailable");
        error.detail = QStringLiteral("Failed to %1 field: %2").arg(QLatin1StringView(work), error.detail);
    }
    return error;
}

} // namespace pos::keyring
