// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/exports/ExportWriter.h"

#include <QHash>

struct lxw_format;
struct lxw_workbook;
struct lxw_worksheet;

namespace pos::ui {

// A workbook; a further sheet where one is full. Texts are texts there: nothing is run.
class XlsxWriter final : public ExportWriter {
public:
    static constexpr int kRowsOfSheet = 1'048'576;

    explicit XlsxWriter(const QString &path, int rowsOfSheet = kRowsOfSheet);
    ~XlsxWriter() override;

    Result<void> begin(const QStringList &titles) override;
    Result<void> write(const QList<ExportRow> &rows) override;
    Result<void> finish() override;

private:
    void addSheet();
    bool put(int column, const ExportValue &value);
    lxw_format *numberFormat(int decimals);

    QString m_path;
    QByteArray m_partPath; // where it is written until it is whole
    int m_rowsOfSheet;
    QStringList m_titles;
    lxw_workbook *m_book = nullptr;
    lxw_worksheet *m_sheet = nullptr;
    lxw_format *m_bold = nullptr;
    lxw_format *m_timeFormat = nullptr;
    QHash<int, lxw_format *> m_numbers; // by decimals
    int m_row = 0;
};

} // namespace pos::ui
