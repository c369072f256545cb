// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

namespace pos::http {

// The Indonesian texts of problem documents, from resources/problems/id.json: by status, by reason
// word, by field code, and for the sentences with a number in them.
namespace problemtexts {

QString title(int status);                     // empty when there is none
QString reason(const QString &word);           // empty when there is none
QString fieldMessage(const FieldError &field); // falls back to the English message

} // namespace problemtexts

} // namespace pos::http
