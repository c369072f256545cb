// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

namespace pos {

// An e-mail address in its one form for comparing: NFKC, lower case, the domain in its ASCII form.
// Fails with Invalid "not_an_email" for what no mail server would take.
Result<QString> normaliseEmail(const QString &text);

} // namespace pos
