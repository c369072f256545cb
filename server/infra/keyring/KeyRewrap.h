// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/keyring/KeyService.h"
#include "server/infra/postgres/Database.h"

#include <functional>

namespace pos::keyring {

// Goes through every wrapped key of the store in batches and wraps it anew. Each batch commits by itself and takes
// only keys that are still wrapped the old way, so that the work may be broken off and begun again, while the shop
// sells: a key that was changed or destroyed meanwhile is left alone.
class KeyRewrap {
public:
    struct Progress {
        qint64 total = 0; // when it began
        qint64 done = 0;
        qint64 failed = 0; // did not open: left as they are
        QString firstFailure = {};
    };
    using Report = std::function<void(const Progress &)>; // after each batch
    using Wrap = std::function<std::vector<Result<KeyService::WrappedKey>>(const std::vector<KeyService::Wrapped> &)>;

    KeyRewrap(pg::Database &database, Report report) : m_database(database), m_report(std::move(report)) { }

    // Every key below the newest version of this service.
    Result<Progress> toNewest(KeyService &service);
    // Every key of versions from … until, by `wrap`.
    Result<Progress> all(int from, int until, const Wrap &wrap);

private:
    struct Table;
    Result<void> go(const Table &table, int from, int until, const Wrap &wrap, Progress &progress);

    pg::Database &m_database;
    const Report m_report;
};

} // namespace pos::keyring
