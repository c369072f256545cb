// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/imports/ImportService.h"

#include <QCryptographicHash>

namespace pos::imports {

namespace {

using namespace Qt::StringLiterals;

Result<void> refuseUnless(bool allowed, const Import &import, const QString &step)
{
    if (allowed)
        return {};
    Error error =
        Error::conflict(u"import_not_ready"_s, u"an import that is %1 cannot be %2"_s.arg(toWord(import.status), step));
    error.state = import.toJson();
    return fail(error);
}

// A PUT is safe to repeat without a key.
const ImportService::Claim kNoClaim = [](pg::Transaction &, const Id &) {
    return Result<std::optional<Id>>(std::nullopt);
};

} // namespace

void ImportService::audit(pg::Transaction &tx, const outbox::Actor &actor, const Import &import,
                          const QByteArray &action)
{
    outbox::AuditEntry entry;
    entry.action = action;
    entry.entity = "import";
    entry.entityId = import.id;
    entry.details = {{"kind"_L1, toWord(import.kind)}, {"lines"_L1, import.total}};
    outbox::appendAudit(tx, m_clock, "product-service", import.tenant, actor, entry);
}

Result<Import> ImportService::create(const Id &tenant, const outbox::Actor &actor, const Request &request,
                                     const Claim &claim)
{
    csv::CsvFormat format;
    POS_CHECK(format.override(request.options));
    Import import;
    import.tenant = tenant;
    import.id = Id::make(m_clock);
    import.kind = request.kind;
    import.fileName = request.fileName;
    import.options = request.options;
    import.createdBy = actor.user;
    import.createdAt = m_clock.now();
    return m_database.forTenant(tenant, [&](pg::Transaction &tx) -> Result<Import> {
        POS_TRY(const auto earlier, claim(tx, import.id));
        if (earlier)
            return ImportRepository(tx).read(*earlier);
        POS_CHECK(ImportRepository(tx).insert(import));
        POS_CHECK(m_sealer.begin(tx, import));
        audit(tx, actor, import, "import.created");
        return import;
    });
}

Result<Import> ImportService::change(const Id &tenant, const Id &id, const Claim &claim,
                                     const std::function<Result<void>(pg::Transaction &, Import &)> &work)
{
    return m_database.forTenant(tenant, [&](pg::Transaction &tx) -> Result<Import> {
        ImportRepository repository(tx);
        POS_TRY(const auto earlier, claim(tx, id));
        POS_TRY(Import import, repository.lock(id));
        if (earlier)
            return import;
        POS_CHECK(work(tx, import));
        POS_CHECK(repository.save(import));
        return import;
    });
}

Result<Import> ImportService::addPart(const Id &tenant, const Id &id, int number, const QByteArray &content)
{
    if (content.isEmpty() || content.size() > kPartBytes)
        return fail(Error::invalid(u"body"_s, u"wrong_size"_s, u"a part has 1 to %1 bytes"_s.arg(kPartBytes)));
    if (number < 0 || number >= kMaxParts)
        return fail(Error::invalid(u"number"_s, u"too_large"_s, u"a file has at most %1 parts"_s.arg(kMaxParts)));
    const QByteArray sha256 = QCryptographicHash::hash(content, QCryptographicHash::Sha256);
    return change(tenant, id, kNoClaim, [&](pg::Transaction &tx, Import &import) -> Result<void> {
        ImportRepository repository(tx);
        POS_TRY(const auto sent, repository.part(id, number));
        if (sent && sent->sha256 == sha256)
            return {};
        POS_CHECK(refuseUnless(import.status == Status::Uploading && number == import.parts, import,
                               u"given part %1; the next is %2"_s.arg(number).arg(import.parts)));
        POS_TRY(const QByteArray sealed, m_sealer.seal(tx, import, number, content));
        POS_CHECK(repository.insertPart(id, {number, static_cast<int>(content.size()), sha256, sealed}));
        ++import.parts;
        import.fileBytes += content.size();
        return {};
    });
}

Result<Import> ImportService::check(const Id &tenant, const outbox::Actor &actor, const Id &id,
                                    const QJsonObject &options, const QJsonObject &mapping, const Claim &claim)
{
    csv::CsvFormat format;
    POS_CHECK(format.override(options));
    return change(tenant, id, claim, [&](pg::Transaction &tx, Import &import) -> Result<void> {
        POS_CHECK(refuseUnless(mayBecome(import.status, Status::Checking) && import.parts > 0, import, u"checked"_s));
        POS_CHECK(ImportRepository(tx).deleteLines(id));
        for (auto it = options.constBegin(); it != options.constEnd(); ++it)
            import.options.insert(it.key(), it.value());
        if (!mapping.isEmpty())
            import.options.insert("mapping"_L1, mapping);
        import.status = Status::Checking;
        import.position = 0;
        import.total = 0;
        import.report = {};
        import.cancelRequested = false;
        audit(tx, actor, import, "import.check_started");
        return {};
    });
}

Result<Import> ImportService::run(const Id &tenant, const outbox::Actor &actor, const Id &id, const Claim &claim)
{
    return change(tenant, id, claim, [&](pg::Transaction &tx, Import &import) -> Result<void> {
        const bool canRun = mayBecome(import.status, Status::Running) && import.report.value("can_run"_L1).toBool();
        POS_CHECK(refuseUnless(canRun, import, u"run"_s));
        import.status = Status::Running;
        import.phase = Phase::Catalogue;
        import.position = 0;
        import.cancelRequested = false;
        audit(tx, actor, import, "import.run_started");
        return {};
    });
}

Result<Import> ImportService::cancel(const Id &tenant, const outbox::Actor &actor, const Id &id, const Claim &claim)
{
    return change(tenant, id, claim, [&](pg::Transaction &tx, Import &import) -> Result<void> {
        POS_CHECK(refuseUnless(mayBecome(import.status, Status::Cancelled), import, u"cancelled"_s));
        if (import.status == Status::Uploading || import.status == Status::Checked) {
            import.status = Status::Cancelled;
            import.finishedAt = m_clock.now();
            POS_CHECK(ImportRepository(tx).deleteParts(id));
            m_sealer.end(tx, import);
        } else {
            import.cancelRequested = true; // whoever works on it stops at its next batch
        }
        audit(tx, actor, import, "import.cancel_requested");
        return {};
    });
}

Result<Import> ImportService::undo(const Id &tenant, const outbox::Actor &actor, const Id &id, const Claim &claim)
{
    return change(tenant, id, claim, [&](pg::Transaction &tx, Import &import) -> Result<void> {
        if (import.kind == Kind::Sales)
            return fail(Error::conflict(u"sales_stay"_s,
                                        u"imported sales are documents and are never deleted; void them one by one"_s));
        POS_CHECK(refuseUnless(mayBecome(import.status, Status::Undoing), import, u"undone"_s));
        import.status = Status::Undoing;
        import.position = 0;
        import.cancelRequested = false;
        audit(tx, actor, import, "import.undo_started");
        return {};
    });
}

Result<Import> ImportService::read(const Id &tenant, const Id &id)
{
    return m_database.forTenant(tenant, [&](pg::Transaction &tx) { return ImportRepository(tx).read(id); });
}

Result<QList<Import>> ImportService::list(const Id &tenant, int limit, const std::optional<QString> &kind,
                                          const QJsonObject &after)
{
    return m_database.forTenant(tenant,
                                [&](pg::Transaction &tx) { return ImportRepository(tx).list(limit, kind, after); });
}

Result<QList<StagedLine>> ImportService::lines(const Id &tenant, const Id &id, qint64 afterLine, int limit,
                                               const std::optional<QString> &outcome)
{
    return m_database.forTenant(tenant, [&](pg::Transaction &tx) -> Result<QList<StagedLine>> {
        ImportRepository repository(tx);
        POS_CHECK(repository.read(id));
        return repository.lines(id, afterLine, limit, outcome);
    });
}

} // namespace pos::imports
