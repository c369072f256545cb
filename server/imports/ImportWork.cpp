// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/imports/ImportWork.h"

#include "server/imports/Plan.h"
#include "server/infra/outbox/Outbox.h"

namespace pos::imports {

namespace {

using namespace Qt::StringLiterals;

bool mayPass(const Error &error)
{
    return error.code == ErrorCode::Unavailable || error.code == ErrorCode::Timeout;
}

} // namespace

Result<QList<ImportRepository::Waiting>> ImportWork::waiting(Status status, Phase phase)
{
    return m_database.asSystem(
        [&](pg::Transaction &tx) { return ImportRepository(tx).waiting({toWord(status)}, toWord(phase)); });
}

Result<void> ImportWork::run(Status status, Phase phase, const Batch &batch, const std::function<bool()> &stopping)
{
    POS_TRY(const auto all, waiting(status, phase));
    for (const ImportRepository::Waiting &one : all) {
        if (stopping())
            return {};
        if (const Result<void> done = runOne(one, status, phase, batch, stopping); !done) {
            if (mayPass(done.error()))
                return done;
            POS_CHECK(giveUp(one, done.error()));
        }
    }
    return {};
}

Result<void> ImportWork::runOne(const ImportRepository::Waiting &waiting, Status status, Phase phase,
                                const Batch &batch, const std::function<bool()> &stopping)
{
    bool more = true;
    while (more && !stopping()) {
        POS_TRY(more, m_database.forTenant(waiting.tenant, [&](pg::Transaction &tx) -> Result<bool> {
            ImportRepository repository(tx);
            POS_TRY(Import import, repository.lock(waiting.id));
            if (import.status != status || import.phase != phase)
                return false;
            POS_CHECK(import.cancelRequested ? finish(tx, import, Status::Cancelled) : batch(tx, import));
            POS_CHECK(repository.save(import));
            return import.status == status && import.phase == phase;
        }));
    }
    return {};
}

Result<void> ImportWork::finish(pg::Transaction &tx, Import &import, Status status)
{
    import.status = status;
    import.finishedAt = m_clock.now();
    const QJsonObject before = import.report;
    POS_TRY(import.report, planReport(tx, import));
    import.report.insert("unused_columns"_L1, before.value("unused_columns"_L1));
    POS_CHECK(ImportRepository(tx).deleteParts(import.id));
    m_sealer.end(tx, import);
    outbox::AuditEntry entry;
    entry.action = "import." + toWord(status).toLatin1();
    entry.entity = "import";
    entry.entityId = import.id;
    entry.details = {{"lines"_L1, import.total}};
    outbox::appendAudit(tx, m_clock, "product-service", import.tenant, {"system", Id(), Id(), {}, {}}, entry);
    return {};
}

Result<void> ImportWork::giveUp(const ImportRepository::Waiting &waiting, const Error &error)
{
    return m_database.forTenant(waiting.tenant, [&](pg::Transaction &tx) -> Result<void> {
        ImportRepository repository(tx);
        POS_TRY(Import import, repository.lock(waiting.id));
        if (!mayBecome(import.status, Status::Failed))
            return {};
        POS_CHECK(finish(tx, import, Status::Failed));
        import.failure = error.detail.left(500);
        return repository.save(import);
    });
}

} // namespace pos::imports
