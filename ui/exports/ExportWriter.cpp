// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/exports/ExportWriter.h"

#include "ui/exports/CsvWriter.h"
#include "ui/exports/XlsxWriter.h"

namespace pos::ui {

std::unique_ptr<ExportWriter> makeExportWriter(ExportFormat format, const QString &path)
{
    switch (format) {
    case ExportFormat::Xlsx: return std::make_unique<XlsxWriter>(path);
    case ExportFormat::CsvSemicolon: return std::make_unique<CsvWriter>(path, u';', u',');
    case ExportFormat::CsvComma: break;
    }
    return std::make_unique<CsvWriter>(path, u',', u'.');
}

tl::unexpected<Error> unwritable(const QString &why)
{
    return fail({ErrorCode::Internal, QStringLiteral("unwritable"), why});
}

} // namespace pos::ui
