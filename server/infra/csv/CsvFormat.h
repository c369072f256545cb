// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QJsonObject>

namespace pos::csv {

// How a file is written. Detected from its beginning; each part may be said by the person instead.
struct CsvFormat {
    QByteArray encoding = "utf-8"; // "utf-8", "utf-16", "windows-1252"
    char separator = ',';          // , ; tab |
    char decimalMark = '.';        // . or ,
    bool byteOrderMark = false;

    // `sample`: the first bytes of the file, up to 64 KiB; the last, perhaps cut, line is not judged.
    static CsvFormat detect(const QByteArray &sample);
    // Takes what `options` says ("encoding", "separator", "decimal_mark"); anything else is a field error.
    Result<void> override(const QJsonObject &options);

    QJsonObject toJson() const;
    static CsvFormat fromJson(const QJsonObject &object);
};

} // namespace pos::csv
