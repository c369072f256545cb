// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/support/FakeShop.h"

namespace pos::ui::test {

// A day of a shop as its reports tell it: the numbers of the pictures. It must outlive the shop.
struct FakeDay {
    qint64 revenue = 5'920'500;
    bool empty = false; // a shop that sold nothing yet

    void install(FakeShop &shop);

private:
    QJsonObject today() const;
    QJsonObject days() const;
    QJsonArray low() const;
};

} // namespace pos::ui::test
