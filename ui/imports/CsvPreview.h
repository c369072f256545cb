// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QStringList>

namespace pos::ui {

// The first records of a file as the server would cut them, for a look at it. The server reads the file;
// this only shows what it is asked to do.
class CsvPreview {
public:
    static constexpr int kRows = 20;

    // format: "encoding", "separator", as the server says what it uses.
    static QList<QStringList> rows(const QByteArray &head, const QJsonObject &format);
};

} // namespace pos::ui
