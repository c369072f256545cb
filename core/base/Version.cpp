// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Version.h"

namespace pos {

QString version()
{
    return QStringLiteral(POS_VERSION);
}

} // namespace pos
