// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/imports/Import.h"
#include "server/infra/postgres/Transaction.h"

namespace pos::imports {

// The rows of shop.imports, import_parts and import_rows. Every call belongs to the transaction it is given.
class ImportRepository {
public:
    explicit ImportRepository(pg::Transaction &tx) : m_tx(tx) { }

    Result<void> insert(const Import &import);
    Result<Import> read(const Id &id);
    Result<Import> lock(const Id &id); // FOR UPDATE
    Result<QList<Import>> list(int limit, const std::optional<QString> &kind, const QJsonObject &after);

    // Writes status, phase, position, total, format, columns, mapping, report, failure and the finish.
    Result<void> save(const Import &import);

    struct Part {
        int number = 0;
        int bytes = 0;
        QByteArray sha256;
        QByteArray sealed; // encrypted content
    };
    Result<void> insertPart(const Id &import, const Part &part);
    Result<std::optional<Part>> part(const Id &import, int number);
    Result<void> deleteParts(const Id &import);

    void queueLines(const Id &import, const QList<StagedLine> &lines);
    Result<void> deleteLines(const Id &import);
    Result<QList<StagedLine>> lines(const Id &import, qint64 afterLine, int limit,
                                    const std::optional<QString> &outcome);
    // How many lines came to which outcome.
    Result<QJsonObject> countByOutcome(const Id &import);

    // Imports that wait for work in this phase, of any shop (needs the system role).
    struct Waiting {
        Id tenant;
        Id id;
    };
    Result<QList<Waiting>> waiting(const QStringList &statuses, const QString &phase);

private:
    pg::Transaction &m_tx;
};

} // namespace pos::imports
