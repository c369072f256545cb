// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/imports/ImportRepository.h"

#include "core/contract/JsonReader.h"

#include <QJsonArray>

namespace pos::imports {

namespace {

using namespace Qt::StringLiterals;
using pg::Params;
using pg::Statement;

#define POS_IMPORT_COLUMNS                                                                                             \
    "tenant_id, id, kind, status, phase, file_name, file_bytes, parts, options, format, columns, mapping, report, "    \
    "position, total, cancel_requested, failure, created_by, created_at, finished_at"

const Statement kInsert{
    "imports.insert",
    "INSERT INTO shop.imports (tenant_id, id, kind, status, file_name, options, mapping, created_by, created_at) "
    "VALUES (current_setting('pos.tenant')::uuid, $1, $2, $3, $4, $5, $6, $7, $8)"};
const Statement kRead{"imports.read", "SELECT " POS_IMPORT_COLUMNS " FROM shop.imports WHERE id = $1"};
const Statement kLock{"imports.lock", "SELECT " POS_IMPORT_COLUMNS " FROM shop.imports WHERE id = $1 FOR UPDATE"};
const Statement kList{"imports.list",
                      "SELECT " POS_IMPORT_COLUMNS " FROM shop.imports WHERE ($1::text IS NULL OR kind = $1) "
                      "AND ($2::timestamptz IS NULL OR (created_at, id) < ($2, $3::uuid)) "
                      "ORDER BY created_at DESC, id DESC LIMIT $4"};
const Statement kSave{
    "imports.save",
    "UPDATE shop.imports SET status = $2, phase = $3, format = $4, columns = $5, mapping = $6, report = $7, "
    "position = $8, total = $9, failure = $10, finished_at = $11, file_bytes = $12, parts = $13, "
    "options = $14, cancel_requested = $15 WHERE id = $1"};
const Statement kInsertPart{"imports.insert_part",
                            "INSERT INTO shop.import_parts (tenant_id, import_id, number, bytes, sha256, content) "
                            "VALUES (current_setting('pos.tenant')::uuid, $1, $2, $3, $4, $5)"};
const Statement kPart{
    "imports.part",
    "SELECT number, bytes, sha256, content FROM shop.import_parts WHERE import_id = $1 AND number = $2"};
const Statement kDeleteParts{"imports.delete_parts", "DELETE FROM shop.import_parts WHERE import_id = $1"};
const Statement kInsertLines{
    "imports.insert_lines",
    "INSERT INTO shop.import_rows (tenant_id, import_id, line, group_key, group_at, data, outcome, errors) "
    "SELECT current_setting('pos.tenant')::uuid, $1, r.line, r.group_key, r.group_at, coalesce(r.data, '{}'), "
    "r.outcome, "
    "coalesce(r.errors, '[]') FROM jsonb_to_recordset($2::jsonb) "
    "AS r(line bigint, group_key text, group_at timestamptz, data jsonb, outcome text, errors jsonb) "
    "ON CONFLICT DO NOTHING",
    std::chrono::seconds(30)};
const Statement kDeleteLines{"imports.delete_lines", "DELETE FROM shop.import_rows WHERE import_id = $1",
                             std::chrono::minutes(2)};
const Statement kLines{
    "imports.lines",
    "SELECT line, group_key, group_at, data, outcome, reference, errors FROM shop.import_rows "
    "WHERE import_id = $1 AND line > $2 AND ($3::text IS NULL OR outcome = $3) ORDER BY line LIMIT $4"};
const Statement kCount{
    "imports.count_by_outcome",
    "SELECT outcome, count(*) AS lines FROM shop.import_rows WHERE import_id = $1 GROUP BY outcome ORDER BY outcome",
    std::chrono::seconds(60)};
const Statement kWaiting{
    "imports.waiting",
    "SELECT tenant_id, id FROM shop.imports WHERE status = ANY($1) AND (status <> 'running' OR phase = $2) "
    "ORDER BY created_at LIMIT 20"};

QList<FieldError> errorsFrom(const QJsonArray &array)
{
    QList<FieldError> errors;
    for (const QJsonValue &value : array)
        errors.append({value["field"_L1].toString(), value["code"_L1].toString(), value["message"_L1].toString()});
    return errors;
}

Import importFrom(const pg::Row &row)
{
    Import import;
    import.tenant = row.id("tenant_id");
    import.id = row.id("id");
    import.kind = row.text("kind") == u"sales"_s ? Kind::Sales : Kind::Products;
    import.status = statusFromWord(row.text("status"));
    import.phase = phaseFromWord(row.text("phase"));
    import.fileName = row.text("file_name");
    import.fileBytes = row.i64("file_bytes");
    import.parts = row.i32("parts");
    import.options = row.json("options");
    import.format = row.json("format");
    import.columns = row.texts("columns");
    import.mapping = row.json("mapping");
    import.report = row.json("report");
    import.position = row.i64("position");
    import.total = row.i64("total");
    import.cancelRequested = row.boolean("cancel_requested");
    import.failure = row.optionalText("failure").value_or(QString());
    import.createdBy = row.id("created_by");
    import.createdAt = row.instant("created_at");
    import.finishedAt = row.optionalInstant("finished_at");
    return import;
}

} // namespace

Result<void> ImportRepository::insert(const Import &import)
{
    POS_CHECK(m_tx.run(kInsert, Params(import.id, toWord(import.kind), toWord(import.status), import.fileName,
                                       import.options, import.mapping, import.createdBy, import.createdAt)));
    return {};
}

Result<Import> ImportRepository::read(const Id &id)
{
    POS_TRY(const pg::Rows rows, m_tx.run(kRead, Params(id)));
    if (rows.isEmpty())
        return fail(Error::notFound(u"import"_s));
    return importFrom(rows.first());
}

Result<Import> ImportRepository::lock(const Id &id)
{
    POS_TRY(const pg::Rows rows, m_tx.run(kLock, Params(id)));
    if (rows.isEmpty())
        return fail(Error::notFound(u"import"_s));
    return importFrom(rows.first());
}

Result<QList<Import>> ImportRepository::list(int limit, const std::optional<QString> &kind, const QJsonObject &after)
{
    std::optional<Instant> at;
    Id id;
    if (!after.isEmpty()) {
        contract::JsonReader reader(after);
        at = reader.optionalInstant("created_at");
        id = reader.id("id");
        POS_CHECK(reader.finish());
    }
    POS_TRY(const pg::Rows rows, m_tx.run(kList, Params(kind, at, id, limit)));
    QList<Import> imports;
    for (const pg::Row row : rows)
        imports.append(importFrom(row));
    return imports;
}

Result<void> ImportRepository::save(const Import &import)
{
    const std::optional<QString> failure = import.failure.isEmpty() ? std::nullopt : std::optional(import.failure);
    POS_CHECK(
        m_tx.run(kSave, Params(import.id, toWord(import.status), toWord(import.phase), import.format, import.columns,
                               import.mapping, import.report, import.position, import.total, failure, import.finishedAt,
                               import.fileBytes, import.parts, import.options, import.cancelRequested)));
    return {};
}

Result<void> ImportRepository::insertPart(const Id &import, const Part &part)
{
    POS_CHECK(m_tx.run(kInsertPart, Params(import, part.number, part.bytes, part.sha256, part.sealed)));
    return {};
}

Result<std::optional<ImportRepository::Part>> ImportRepository::part(const Id &import, int number)
{
    POS_TRY(const pg::Rows rows, m_tx.run(kPart, Params(import, number)));
    if (rows.isEmpty())
        return std::optional<Part>();
    const pg::Row row = rows.first();
    return std::optional(Part{row.i32("number"), row.i32("bytes"), row.bytes("sha256"), row.bytes("content")});
}

Result<void> ImportRepository::deleteParts(const Id &import)
{
    POS_CHECK(m_tx.run(kDeleteParts, Params(import)));
    return {};
}

void ImportRepository::queueLines(const Id &import, const QList<StagedLine> &lines)
{
    QJsonArray records;
    for (const StagedLine &line : lines) {
        QJsonObject record{{"line"_L1, line.line}, {"data"_L1, line.data}, {"outcome"_L1, line.outcome}};
        if (!line.groupKey.isEmpty())
            record.insert("group_key"_L1, line.groupKey);
        if (line.groupAt)
            record.insert("group_at"_L1, toRfc3339(*line.groupAt));
        if (!line.errors.isEmpty())
            record.insert("errors"_L1, toJson(line.errors));
        records.append(record);
    }
    m_tx.queue(kInsertLines, Params(import, records));
}

Result<void> ImportRepository::deleteLines(const Id &import)
{
    POS_CHECK(m_tx.run(kDeleteLines, Params(import)));
    return {};
}

Result<QList<StagedLine>> ImportRepository::lines(const Id &import, qint64 afterLine, int limit,
                                                  const std::optional<QString> &outcome)
{
    POS_TRY(const pg::Rows rows, m_tx.run(kLines, Params(import, afterLine, outcome, limit)));
    QList<StagedLine> lines;
    for (const pg::Row row : rows) {
        StagedLine line;
        line.line = row.i64("line");
        line.groupKey = row.optionalText("group_key").value_or(QString());
        line.groupAt = row.optionalInstant("group_at");
        line.data = row.json("data");
        line.outcome = row.text("outcome");
        line.reference = row.optionalText("reference").value_or(QString());
        line.errors = errorsFrom(row.jsonArray("errors"));
        lines.append(line);
    }
    return lines;
}

Result<QJsonObject> ImportRepository::countByOutcome(const Id &import)
{
    POS_TRY(const pg::Rows rows, m_tx.run(kCount, Params(import)));
    QJsonObject counts;
    for (const pg::Row row : rows)
        counts.insert(row.text("outcome"), row.i64("lines"));
    return counts;
}

Result<QList<ImportRepository::Waiting>> ImportRepository::waiting(const QStringList &statuses, const QString &phase)
{
    POS_TRY(const pg::Rows rows, m_tx.run(kWaiting, Params(statuses, phase)));
    QList<Waiting> waiting;
    for (const pg::Row row : rows)
        waiting.append({row.id("tenant_id"), row.id("id")});
    return waiting;
}

} // namespace pos::imports
