// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/exports/CsvWriter.h"

#include "core/base/FormulaGuard.h"

namespace pos::ui {

CsvWriter::CsvWriter(const QString &path, QChar separator, QChar decimalMark)
    : m_file(path), m_separator(separator), m_mark(decimalMark)
{
}

Result<void> CsvWriter::put(const QByteArray &bytes)
{
    if (m_file.write(bytes) != bytes.size())
        return unwritable(m_file.errorString());
    return {};
}

Result<void> CsvWriter::begin(const QStringList &titles)
{
    if (!m_file.open(QIODevice::WriteOnly))
        return unwritable(m_file.errorString());
    QStringList cells;
    for (const QString &title : titles)
        cells.append(quoted(FormulaGuard::putOn(title)));
    return put("\xEF\xBB\xBF" + cells.join(m_separator).toUtf8() + "\r\n");
}

Result<void> CsvWriter::write(const QList<ExportRow> &rows)
{
    QByteArray text;
    for (const ExportRow &row : rows) {
        QStringList cells;
        for (const ExportValue &value : row)
            cells.append(cell(value));
        text += cells.join(m_separator).toUtf8() + "\r\n";
    }
    return put(text);
}

Result<void> CsvWriter::finish()
{
    if (!m_file.commit())
        return unwritable(m_file.errorString());
    return {};
}

QString CsvWriter::cell(const ExportValue &value) const
{
    switch (value.kind) {
    case ExportValue::Kind::Number: return value.digits(m_mark);
    case ExportValue::Kind::Time: return value.time.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    case ExportValue::Kind::Text: break;
    }
    return quoted(FormulaGuard::putOn(value.text));
}

QString CsvWriter::quoted(const QString &text) const
{
    const bool needed = text.contains(m_separator) || text.contains(u'"') || text.contains(u'\n')
                        || text.contains(u'\r') || text.startsWith(u' ') || text.endsWith(u' ');
    return needed ? u'"' + QString(text).replace(u'"', QStringLiteral("\"\"")) + u'"' : text;
}

} // namespace pos::ui
