// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "ui/exports/ExportValue.h"

#include <QStringList>

#include <memory>

namespace pos::ui {

using ExportRow = QList<ExportValue>;

// A file of rows. It appears under its name when it is whole; until then it has another one, and
// nothing is left of it when it was not finished. Used by one thread at a time. Errors: "unwritable".
class ExportWriter {
public:
    virtual ~ExportWriter() = default;

    virtual Result<void> begin(const QStringList &titles) = 0;
    virtual Result<void> write(const QList<ExportRow> &rows) = 0;
    virtual Result<void> finish() = 0;
};

enum class ExportFormat { Xlsx, CsvSemicolon, CsvComma };

std::unique_ptr<ExportWriter> makeExportWriter(ExportFormat format, const QString &path);

// "the file cannot be written: No space left on device"
tl::unexpected<Error> unwritable(const QString &why);

} // namespace pos::ui
