// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/base/Secret.h"

#include <functional>

namespace pos::keyring {

// A file of secrets: made once with mode 0600 in a folder of mode 0700, complete or not at all, also
// when two processes start at once (the second reads what the first made). Refused when anyone but its
// owner may read or write it. The error says what to do.
Result<Secret> readOrCreatePrivateFile(const QString &path, const std::function<QByteArray()> &make);
Result<Secret> readPrivateFile(const QString &path);
// The new content or the old, never a part.
Result<void> replacePrivateFile(const QString &path, const Secret &content);

} // namespace pos::keyring
