// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/imports/ImportRepository.h"
#include "server/imports/ImportSealer.h"
#include "server/infra/outbox/Outbox.h"
#include "server/infra/postgres/Database.h"

namespace pos::imports {

// What a person may do with an import: make it, send its file in parts, have it checked, run it, stop it,
// take it back. The work itself is done by ImportCheck and the services' runners. Thread-safe, blocks.
class ImportService {
public:
    static constexpr int kPartBytes = 1024 * 1024;
    static constexpr int kMaxParts = 512;

    ImportService(pg::Database &database, const Clock &clock, ImportSealer &sealer)
        : m_database(database), m_clock(clock), m_sealer(sealer)
    {
    }

    // Runs first in the transaction of a POST: the import an Idempotency-Key already led to, or nothing.
    using Claim = std::function<Result<std::optional<Id>>(pg::Transaction &, const Id &)>;

    struct Request {
        Kind kind = Kind::Products;
        QString fileName;
        QJsonObject options;
    };
    Result<Import> create(const Id &tenant, const outbox::Actor &actor, const Request &request, const Claim &claim);
    // Parts come in order from 0; the same part again is taken silently, another content under its number is a
// conflict.
    Result<Import> addPart(const Id &tenant, const Id &id, int number, const QByteArray &content);
    // Starts the dry run; `options` and `mapping` replace what was said before where they are given.
    Result<Import> check(const Id &tenant, const outbox::Actor &actor, const Id &id, const QJsonObject &options,
                         const QJsonObject &mapping, const Claim &claim);
    Result<Import> run(const Id &tenant, const outbox::Actor &actor, const Id &id, const Claim &claim);
    Result<Import> cancel(const Id &tenant, const outbox::Actor &actor, const Id &id, const Claim &claim);
    Result<Import> undo(const Id &tenant, const outbox::Actor &actor, const Id &id, const Claim &claim);

    Result<Import> read(const Id &tenant, const Id &id);
    Result<QList<Import>> list(const Id &tenant, int limit, const std::optional<QString> &kind,
                               const QJsonObject &after);
    Result<QList<StagedLine>> lines(const Id &tenant, const Id &id, qint64 afterLine, int limit,
                                    const std::optional<QString> &outcome);

private:
    Result<Import> change(const Id &tenant, const Id &id, const Claim &claim,
                          const std::function<Result<void>(pg::Transaction &, Import &)> &work);
    void audit(pg::Transaction &tx, const outbox::Actor &actor, const Import &import, const QByteArray &action);

    pg::Database &m_database;
    const Clock &m_clock;
    ImportSealer &m_sealer;
};

} // namespace pos::imports
