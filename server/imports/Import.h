// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "server/infra/csv/CsvFormat.h"

#include <QJsonArray>
#include <QStringList>

namespace pos::imports {

enum class Kind { Products, Sales };
enum class Status { Uploading, Checking, Checked, Running, Done, Cancelled, Failed, Undoing, Undone };
// Which service works on a running import.
enum class Phase { Catalogue, Stock, Orders };

QString toWord(Kind kind);
QString toWord(Status status);
QString toWord(Phase phase);
Result<Kind> kindFromWord(QStringView word);
Status statusFromWord(QStringView word);
Phase phaseFromWord(QStringView word);

// The one table of allowed steps.
bool mayBecome(Status from, Status to);

// One file on its way into the shop.
struct Import {
    Id tenant;
    Id id;
    Kind kind = Kind::Products;
    Status status = Status::Uploading;
    Phase phase = Phase::Catalogue;
    QString fileName;
    qint64 fileBytes = 0;
    int parts = 0;
    QJsonObject options;  // what the person said: separator, decimal_mark, encoding, time_format
    QJsonObject format;   // what is used
    QStringList columns;  // the header as it stands
    QJsonObject mapping;  // field → column name
    QJsonObject report;
    qint64 position = 0;
    qint64 total = 0;     // lines staged
    bool cancelRequested = false;
    QString failure;
    Id createdBy;
    Instant createdAt;
    std::optional<Instant> finishedAt;

    QJsonObject toJson() const;
};

// A line of the file as it was understood.
struct StagedLine {
    qint64 line = 0; // record number, the header is 1
    QString groupKey;
    std::optional<Instant> groupAt;
    QJsonObject data;
    QString outcome; // "ready" or "error" when staged; what became of it afterwards
    QString reference;
    QList<FieldError> errors;
};

// [{"field", "code", "message"}, …], as reports and rows carry them.
QJsonArray toJson(const QList<FieldError> &errors);

} // namespace pos::imports
