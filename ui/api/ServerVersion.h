// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <optional>

namespace pos::ui {

// Whether this desktop and a server speak the same API, by what the server says in /ready.
class ServerVersion {
public:
    // Before 1.0 the second number has to be the same as well.
    static bool fit(const QString &one, const QString &other);
    // Why the server that gave this answer cannot be used; nothing when it can.
    static std::optional<Error> refusal(const QJsonObject &ready);
};

} // namespace pos::ui
