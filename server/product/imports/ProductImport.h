// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/imports/ImportWork.h"

namespace pos::product {

// Puts the checked lines of a product file into the catalogue, and takes them back. Set by set: one
// statement a table and batch, so that 300,000 lines take minutes.
class ProductImport {
public:
    static constexpr int kBatch = 500;

    ProductImport(imports::ImportWork &work, const Clock &clock) : m_work(work), m_clock(clock) { }

    Result<void> apply(pg::Transaction &tx, imports::Import &import);
    // Created products are archived and their stock is taken back; changed ones get their old values. What
    // has been used or edited since is kept as it is, and the report says so.
    Result<void> undo(pg::Transaction &tx, imports::Import &import);

private:
    imports::ImportWork &m_work;
    const Clock &m_clock;
};

} // namespace pos::product
