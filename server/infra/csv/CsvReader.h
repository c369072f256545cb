// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/csv/CsvFormat.h"

#include <QStringDecoder>
#include <QStringList>

#include <functional>
#include <memory>

struct csv_parser;

namespace pos::csv {

// Reads a CSV file as it arrives, in pieces of any size and in bounded memory. Records are numbered
// from 1 with the header; empty lines are no records. One thread.
class CsvReader {
public:
    struct Limits {
        qsizetype columns = 200;
        qsizetype fieldBytes = 64 * 1024; // an unclosed quote swallows the rest of a file: stop early
    };
    using OnRecord = std::function<void(qint64 number, const QStringList &fields)>;

    CsvReader(const CsvFormat &format, OnRecord onRecord);
    CsvReader(const CsvFormat &format, OnRecord onRecord, Limits limits);
    ~CsvReader();
    CsvReader(const CsvReader &) = delete;
    CsvReader &operator=(const CsvReader &) = delete;

    // Fails with Invalid, the reason a code: "wrong_encoding", "too_many_columns", "unclosed_quote" (also a
    // record over the limits), "bad_file".
    Result<void> feed(const QByteArray &bytes);
    Result<void> finish();

private:
    static void onField(void *bytes, size_t length, void *self);
    static void onRecordEnd(int terminator, void *self);
    void breakOff(const QString &code, const QString &sentence);
    Result<void> stopIfBroken() const;

    std::unique_ptr<csv_parser> m_parser;
    QStringDecoder m_decoder;
    OnRecord m_onRecord;
    Limits m_limits;
    QStringList m_fields;
    qint64 m_number = 0;
    qsizetype m_sinceRecord = 0; // bytes fed since the last record ended
    QString m_broken;
    QString m_code; // of m_broken: "wrong_encoding", "unclosed_quote", "too_many_columns", "bad_file"
};

} // namespace pos::csv
