// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/imports/ImportRepository.h"
#include "server/imports/ImportSealer.h"
#include "server/infra/postgres/Database.h"

namespace pos::imports {

// Takes waiting imports through their batches, each in one transaction that holds the import's row: a
// batch is done once, whichever process does it, and Cancel is seen between two of them. What cannot be
// done ends the import as failed, with its sentence; a lost database is tried again at the next call.
// Blocks; for a background thread.
class ImportWork {
public:
    // Does the next batch and changes the import: its position, and its phase or status when it is through.
    using Batch = std::function<Result<void>(pg::Transaction &, Import &)>;

    ImportWork(pg::Database &database, const Clock &clock, ImportSealer &sealer)
        : m_database(database), m_clock(clock), m_sealer(sealer)
    {
    }

    // Works on every import of any shop that has this status (and, while running, this phase), until
    // none is left or stopping() is true.
    Result<void> run(Status status, Phase phase, const Batch &batch, const std::function<bool()> &stopping);
    Result<QList<ImportRepository::Waiting>> waiting(Status status, Phase phase);

    // For a batch that is the last: the final report, and the file is destroyed.
    Result<void> finish(pg::Transaction &tx, Import &import, Status status);

private:
    Result<void> runOne(const ImportRepository::Waiting &waiting, Status status, Phase phase, const Batch &batch,
                        const std::function<bool()> &stopping);
    Result<void> giveUp(const ImportRepository::Waiting &waiting, const Error &error);

    pg::Database &m_database;
    const Clock &m_clock;
    ImportSealer &m_sealer;
};

} // namespace pos::imports
