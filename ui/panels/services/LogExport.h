// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/ApiClient.h"

#include <QSaveFile>

namespace pos::ui {

// Writes log lines into a file, a JSON object a line, page after page; gone with it, nothing is left.
class LogExport final : public QObject {
    Q_OBJECT
public:
    static constexpr int kMost = 20'000; // lines

    LogExport(ApiClient &client, const QString &file, const QList<QPair<QString, QString>> &filters);

    void start();
    int written() const { return m_written; }

Q_SIGNALS:
    void progressed();
    void done(const QString &file, int lines);
    void failed(const QString &sentence);

private:
    void ask(const QString &cursor);
    bool write(const QJsonArray &lines);

    ApiClient &m_client;
    QSaveFile m_file;
    QList<QPair<QString, QString>> m_filters;
    int m_written = 0;
};

} // namespace pos::ui
