// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/DesktopApplication.h"

#include <functional>

namespace pos::ui::test {

class FakeStock;

// Walks through Stock, the parts of a product, and the labels. save(name) keeps a picture.
bool takeStockScreens(DesktopApplication &desktop, FakeStock &stock, const std::function<bool(const QString &)> &save);

} // namespace pos::ui::test
