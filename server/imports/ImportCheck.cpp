// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/imports/ImportCheck.h"

#include "core/base/MoneyFormat.h"
#include "server/imports/ImportRepository.h"
#include "server/imports/Plan.h"
#include "server/infra/csv/CellText.h"
#include "server/infra/csv/CsvReader.h"

#include <QJsonArray>

namespace pos::imports {

namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype kSampleBytes = 64 * 1024;
constexpr qsizetype kTimeSamples = 200;

const pg::Statement kShop{"imports.shop",
                          "SELECT currency, zone FROM shop.tenants WHERE id = current_setting('pos.tenant')::uuid"};

} // namespace

// A file while it is read. The first records wait until the way times are written is known.
struct ImportCheck::File {
    Import import;
    ShopFacts shop;
    csv::CsvFormat format;
    QStringList header;
    QList<std::pair<qint64, QStringList>> waiting;
    std::unique_ptr<LineReader> reader;
    std::optional<ColumnMapping> mapping;
    QString timeFormat;
    QList<StagedLine> batch;
    qint64 position = 0; // the last line that is staged
    bool stopped = false;
};

Result<QByteArray> ImportCheck::part(const Import &import, int number)
{
    return m_database.forTenant(import.tenant, [&](pg::Transaction &tx) -> Result<QByteArray> {
        POS_TRY(const auto part, ImportRepository(tx).part(import.id, number));
        if (!part)
            return fail(Error::internal(u"part %1 of an import is gone"_s.arg(number)));
        return m_sealer.open(tx, import, number, part->sealed);
    });
}

Result<void> ImportCheck::run(const Id &tenant, const Id &id, const std::function<bool()> &stopping)
{
    File file;
    POS_CHECK(m_database.forTenant(tenant, [&](pg::Transaction &tx) -> Result<void> {
        POS_TRY(file.import, ImportRepository(tx).read(id));
        POS_TRY(const pg::Rows rows, tx.run(kShop));
        const pg::Row shop = rows.first();
        file.shop = {shop.text("currency"), MoneyFormat(shop.text("currency")).decimals(),
                     QTimeZone(shop.text("zone").toLatin1())};
        return {};
    }));
    if (file.import.status != Status::Checking)
        return {};
    file.position = file.import.position;
    const Result<void> read = readFile(file, stopping);
    if (file.stopped)
        return {};
    // What is wrong with the file itself is an answer, not a failure: another mapping or encoding may mend it.
    if (!read && read.error().code == ErrorCode::Invalid) {
        QList<FieldError> problems = read.error().fields;
        if (problems.isEmpty())
            problems.append({u"file"_s, read.error().reason, read.error().detail});
        return refuse(file, problems);
    }
    if (!read)
        return fail(read.error());
    return conclude(file.import);
}

Result<void> ImportCheck::readFile(File &file, const std::function<bool()> &stopping)
{
    POS_TRY(const QByteArray first, part(file.import, 0));
    if (first.startsWith("PK\x03\x04") || first.startsWith("\xD0\xCF\x11\xE0"))
        return fail(
            Error::invalid(u"file"_s, u"not_text"_s, u"this is a spreadsheet's workbook; save it there as CSV"_s));
    file.format = csv::CsvFormat::detect(first.left(kSampleBytes));
    POS_CHECK(file.format.override(file.import.options));

    csv::CsvReader records(file.format, [&](qint64 number, const QStringList &fields) {
        if (number == 1) {
            file.header = fields;
            if (!file.header.isEmpty() && file.header.first().startsWith(QChar(QChar::ByteOrderMark)))
                file.header.first().remove(0, 1);
        } else if (!file.reader) {
            file.waiting.append({number, fields});
        } else {
            // Read again after a restart too: the reader remembers which SKUs it saw first.
            const StagedLine line = file.reader->read(number, fields);
            if (line.line > file.position)
                file.batch.append(line);
        }
    });
    const auto beginIf = [&](bool enough) -> Result<void> {
        if (!file.reader && enough && !file.header.isEmpty())
            return begin(file);
        return {};
    };
    for (int number = 0; number < file.import.parts; ++number) {
        POS_TRY(const QByteArray content, number == 0 ? Result<QByteArray>(first) : part(file.import, number));
        // In slices, so that a batch never holds more than a slice's lines above its size.
        for (qsizetype at = 0; at < content.size(); at += kSampleBytes) {
            POS_CHECK(records.feed(content.mid(at, kSampleBytes)));
            POS_CHECK(beginIf(file.waiting.size() >= kTimeSamples));
            if (stopping()) {
                file.stopped = true;
                return {};
            }
            if (file.batch.size() >= kBatch) {
                POS_TRY(const Go go, stage(file));
                if (go == Go::Stop)
                    return {};
            }
        }
    }
    POS_CHECK(records.finish());
    POS_CHECK(beginIf(true));
    if (!file.reader)
        return fail(Error::invalid(u"file"_s, u"empty"_s, u"the file has no lines"_s));
    POS_CHECK(stage(file));
    return {};
}

// The header and some lines are there: which column is what, and how times are written.
Result<void> ImportCheck::begin(File &file)
{
    POS_TRY(file.mapping,
            ColumnMapping::make(file.import.kind, file.header, file.import.options.value("mapping"_L1).toObject()));
    file.timeFormat = file.import.options.value("time_format"_L1).toString();
    if (file.import.kind == Kind::Sales && file.timeFormat.isEmpty()) {
        QStringList samples;
        for (const auto &[number, record] : std::as_const(file.waiting))
            samples.append(file.mapping->cell(record, "time"));
        file.timeFormat = csv::detectTimeFormat(samples);
    }
    LineReaderInput input{*file.mapping,
                          file.format,
                          file.timeFormat,
                          file.shop,
                          m_clock,
                          [this, tenant = file.import.tenant](const QString &customer) {
                              return m_sealer.customerHash(tenant, customer);
                          }};
    file.reader = makeLineReader(file.import.kind, std::move(input));
    for (const auto &[number, record] : std::as_const(file.waiting)) {
        const StagedLine line = file.reader->read(number, record);
        if (line.line > file.position)
            file.batch.append(line);
    }
    file.waiting.clear();
    return {};
}

Result<ImportCheck::Go> ImportCheck::stage(File &file)
{
    POS_TRY(const bool goOn, m_database.forTenant(file.import.tenant, [&](pg::Transaction &tx) -> Result<bool> {
        ImportRepository repository(tx);
        POS_TRY(Import now, repository.lock(file.import.id));
        if (now.status != Status::Checking || now.position != file.position)
            return false; // another process works on it
        if (now.cancelRequested) {
            now.status = Status::Cancelled;
            now.finishedAt = m_clock.now();
            POS_CHECK(repository.deleteParts(now.id));
            m_sealer.end(tx, now);
            POS_CHECK(repository.save(now));
            return false;
        }
        if (!file.batch.isEmpty()) {
            now.position = file.batch.last().line;
            now.total += file.batch.size();
            repository.queueLines(now.id, file.batch);
        }
        QJsonObject format = file.format.toJson();
        if (now.kind == Kind::Sales)
            format.insert("time_format"_L1, file.timeFormat);
        now.format = format;
        now.columns = file.header;
        now.mapping = file.mapping->toJson();
        now.report = {{"unused_columns"_L1, QJsonArray::fromStringList(file.mapping->unused())}};
        POS_CHECK(repository.save(now));
        file.import = now;
        return true;
    }));
    file.position = file.import.position;
    file.batch.clear();
    file.stopped = !goOn;
    return goOn ? Go::On : Go::Stop;
}

// Every line is staged: what it would become, and the report.
Result<void> ImportCheck::conclude(const Import &import)
{
    return m_database.forTenant(import.tenant, [&](pg::Transaction &tx) -> Result<void> {
        ImportRepository repository(tx);
        POS_TRY(Import now, repository.lock(import.id));
        if (now.status != Status::Checking || now.position != import.position)
            return {};
        POS_CHECK(plan(tx, now));
        POS_TRY(QJsonObject report, planReport(tx, now));
        for (auto it = now.report.constBegin(); it != now.report.constEnd(); ++it)
            report.insert(it.key(), it.value());
        report.insert("can_run"_L1, report.value("to_do"_L1).toInteger() > 0);
        now.report = report;
        now.status = Status::Checked;
        return repository.save(now);
    });
}

// With what was found out, so that a person can put it right.
Result<void> ImportCheck::refuse(const File &file, const QList<FieldError> &problems)
{
    return m_database.forTenant(file.import.tenant, [&](pg::Transaction &tx) -> Result<void> {
        ImportRepository repository(tx);
        POS_TRY(Import now, repository.lock(file.import.id));
        if (now.status != Status::Checking)
            return {};
        now.format = file.format.toJson();
        if (!file.timeFormat.isEmpty())
            now.format.insert("time_format"_L1, file.timeFormat);
        if (!file.header.isEmpty()) {
            now.columns = file.header;
            now.mapping = ColumnMapping::found(now.kind, file.header, now.options.value("mapping"_L1).toObject());
        }
        now.status = Status::Checked;
        now.report = {{"can_run"_L1, false}, {"problems"_L1, toJson(problems)}};
        return repository.save(now);
    });
}

} // namespace pos::imports
