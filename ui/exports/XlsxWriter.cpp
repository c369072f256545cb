// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/exports/XlsxWriter.h"

#include <QDir>
#include <QFile>

#include <cmath>
#include <cstdio>

#include <xlsxwriter.h>

namespace pos::ui {

namespace {

constexpr int kColumnWidth = 18; // characters
constexpr qsizetype kMostText = 32'767;

QString reasonOf(lxw_error error)
{
    return QString::fromLatin1(lxw_strerror(error));
}

lxw_datetime excelTime(const QDateTime &time)
{
    lxw_datetime excel{};
    excel.year = time.date().year();
    excel.month = time.date().month();
    excel.day = time.date().day();
    excel.hour = time.time().hour();
    excel.min = time.time().minute();
    excel.sec = time.time().second();
    return excel;
}

} // namespace

XlsxWriter::XlsxWriter(const QString &path, int rowsOfSheet)
    : m_path(path), m_partPath(QFile::encodeName(path + QStringLiteral(".part"))), m_rowsOfSheet(rowsOfSheet)
{
}

XlsxWriter::~XlsxWriter()
{
    if (!m_book)
        return;
    workbook_close(m_book); // the library frees only what it has written
    QFile::remove(QFile::decodeName(m_partPath));
}

Result<void> XlsxWriter::begin(const QStringList &titles)
{
    QFile part(QFile::decodeName(m_partPath)); // the library would say it only at the end, after all the work
    if (!part.open(QIODevice::WriteOnly))
        return unwritable(part.errorString());
    part.close();
    QByteArray folder = QFile::encodeName(QDir::tempPath());
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = folder.data();
    m_book = workbook_new_opt(m_partPath.constData(), &options);
    if (!m_book)
        return unwritable(QStringLiteral("a workbook cannot be made"));
    m_titles = titles;
    m_bold = workbook_add_format(m_book);
    format_set_bold(m_bold);
    m_timeFormat = workbook_add_format(m_book);
    format_set_num_format(m_timeFormat, "yyyy-mm-dd hh:mm:ss");
    addSheet();
    return {};
}

void XlsxWriter::addSheet()
{
    m_sheet = workbook_add_worksheet(m_book, nullptr);
    worksheet_freeze_panes(m_sheet, 1, 0);
    worksheet_set_column(m_sheet, 0, static_cast<lxw_col_t>(qMax<qsizetype>(1, m_titles.size()) - 1), kColumnWidth,
                         nullptr);
    for (int column = 0; column < m_titles.size(); ++column)
        worksheet_write_string(m_sheet, 0, static_cast<lxw_col_t>(column), m_titles[column].toUtf8().constData(),
                               m_bold);
    m_row = 1;
}

lxw_format *XlsxWriter::numberFormat(int decimals)
{
    lxw_format *&format = m_numbers[decimals];
    if (!format) {
        format = workbook_add_format(m_book);
        const QByteArray pattern = decimals > 0 ? "#,##0." + QByteArray(decimals, '0') : QByteArray("#,##0");
        format_set_num_format(format, pattern.constData());
    }
    return format;
}

bool XlsxWriter::put(int column, const ExportValue &value)
{
    const auto row = static_cast<lxw_row_t>(m_row);
    const auto at = static_cast<lxw_col_t>(column);
    lxw_error error = LXW_NO_ERROR;
    switch (value.kind) {
    case ExportValue::Kind::Number: // the file format knows no other numbers; ours are below 2^53
        error =
            worksheet_write_number(m_sheet, row, at, static_cast<double>(value.scaled) / std::pow(10, value.decimals),
                                   value.trim ? nullptr : numberFormat(value.decimals));
        break;
    case ExportValue::Kind::Time: {
        lxw_datetime time = excelTime(value.time);
        error = worksheet_write_datetime(m_sheet, row, at, &time, m_timeFormat);
        break;
    }
    case ExportValue::Kind::Text:
        if (!value.text.isEmpty())
            error = worksheet_write_string(m_sheet, row, at, value.text.left(kMostText).toUtf8().constData(), nullptr);
        break;
    }
    return error == LXW_NO_ERROR;
}

Result<void> XlsxWriter::write(const QList<ExportRow> &rows)
{
    for (const ExportRow &row : rows) {
        if (m_row == m_rowsOfSheet)
            addSheet();
        for (int column = 0; column < row.size(); ++column) {
            if (!put(column, row[column]))
                return unwritable(QStringLiteral("a cell of row %1 cannot be written").arg(m_row + 1));
        }
        ++m_row;
    }
    return {};
}

Result<void> XlsxWriter::finish()
{
    const lxw_error error = workbook_close(std::exchange(m_book, nullptr));
    if (error != LXW_NO_ERROR) {
        QFile::remove(QFile::decodeName(m_partPath));
        return unwritable(reasonOf(error));
    }
    if (std::rename(m_partPath.constData(), QFile::encodeName(m_path).constData()) != 0) {
        const QString why = qt_error_string(errno);
        QFile::remove(QFile::decodeName(m_partPath));
        return unwritable(why);
    }
    return {};
}

} // namespace pos::ui
