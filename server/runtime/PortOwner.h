// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pos::runtime {

// "nginx (process 812)" for the program that listens on this TCP port, as far as /proc lets us see; otherwise empty.
QString ownerOfPort(quint16 port);

} // namespace pos::runtime
