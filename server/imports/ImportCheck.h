// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/imports/ImportSealer.h"
#include "server/imports/LineReader.h"
#include "server/infra/postgres/Database.h"

namespace pos::imports {

// The dry run: reads a file's parts in order, stages every line as it was understood, then says what each
// would become. Works in batches, each in its own transaction, so that it shows progress, stops at Cancel
// and goes on after a crash. Two processes at once do no harm: a batch is taken only at the position it
// was read for. Blocks; for a background thread.
class ImportCheck {
public:
    static constexpr int kBatch = 1000;

    ImportCheck(pg::Database &database, const Clock &clock, ImportSealer &sealer)
        : m_database(database), m_clock(clock), m_sealer(sealer)
    {
    }

    Result<void> run(const Id &tenant, const Id &id, const std::function<bool()> &stopping);

private:
    enum class Go { On, Stop };
    struct File;

    Result<void> readFile(File &file, const std::function<bool()> &stopping);
    Result<QByteArray> part(const Import &import, int number);
    Result<void> begin(File &file);
    Result<Go> stage(File &file);
    Result<void> conclude(const Import &import);
    Result<void> refuse(const File &file, const QList<FieldError> &problems);

    pg::Database &m_database;
    const Clock &m_clock;
    ImportSealer &m_sealer;
};

} // namespace pos::imports
