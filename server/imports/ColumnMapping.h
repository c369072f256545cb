// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/imports/Import.h"

#include <QHash>

namespace pos::imports {

// A field of ours, and the headings under which other systems write it.
struct FieldSpec {
    const char *name;
    bool required;
    const char *headings; // lower case, letters and digits alone, separated by spaces; English and Indonesian
};

const std::vector<FieldSpec> &fieldsOf(Kind kind);

// Which column holds which field.
class ColumnMapping {
public:
    // By `said` (field → column heading) where the person said it, by the headings otherwise. Fails with
    // field errors: a required field has no column, a column or field that is not there.
    static Result<ColumnMapping> make(Kind kind, const QStringList &columns, const QJsonObject &said);

    // What can be told of it, also where make() fails.
    static QJsonObject found(Kind kind, const QStringList &columns, const QJsonObject &said);

    QJsonObject toJson() const; // field → column heading, of the fields that have one
    QStringList unused() const { return m_unused; } // columns nothing is taken from

    bool has(const char *field) const { return m_index.contains(QLatin1StringView(field)); }
    // Trimmed; empty where the record is shorter or the field has no column.
    QString cell(const QStringList &record, const char *field) const;

private:
    static ColumnMapping match(Kind kind, const QStringList &columns, const QJsonObject &said,
                               QList<FieldError> &errors);

    QHash<QString, qsizetype> m_index;
    QStringList m_columns;
    QStringList m_unused;
};

} // namespace pos::imports
