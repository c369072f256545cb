// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/exports/ExportWriter.h"

#include <QSaveFile>

namespace pos::ui {

// UTF-8 with the mark spreadsheets ask for, a header, and no text a spreadsheet would run.
class CsvWriter final : public ExportWriter {
public:
    CsvWriter(const QString &path, QChar separator, QChar decimalMark);

    Result<void> begin(const QStringList &titles) override;
    Result<void> write(const QList<ExportRow> &rows) override;
    Result<void> finish() override;

private:
    QString cell(const ExportValue &value) const;
    QString quoted(const QString &text) const;
    Result<void> put(const QByteArray &bytes);

    QSaveFile m_file; // a temporary file beside it, renamed by commit()
    QChar m_separator;
    QChar m_mark;
};

} // namespace pos::ui
