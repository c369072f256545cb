// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QJsonObject>

#include <chrono>

namespace pos::probe {

// What a service that runs elsewhere says of itself: its /ready document, also when it is not ready. Unavailable when
// it does not answer. Blocks: workers only.
Result<QJsonObject> readyOf(const QByteArray &baseUrl,
                            std::chrono::milliseconds deadline = std::chrono::milliseconds(2000));

} // namespace pos::probe
