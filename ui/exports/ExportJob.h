// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/exports/ExportWriter.h"
#include "ui/models/CursorTableModel.h"

#include <QObject>
#include <QTimer>

namespace pos::ui {

// All rows of a list as it is filtered and sorted when this begins, page by page into a file. Fetching is
// the client's work, writing another thread's; one page at a time is in memory.
class ExportJob final : public QObject {
    Q_OBJECT
public:
    enum class State { Working, Failed, Done, Cancelled };

    // The model has to stay; what is filtered or sorted in it later does not change this export.
    ExportJob(ApiClient &client, const CursorTableModel &model, ExportFormat format, const QString &path,
              QObject *parent = nullptr);
    ~ExportJob() override;

    void start();
    void cancel();
    void retry(); // after a lost connection: from the page it was at

    State state() const { return m_state; }
    qint64 rows() const { return m_rows; }
    const QString &path() const { return m_path; }
    const std::optional<Error> &error() const { return m_error; }
    bool canRetry() const;

Q_SIGNALS:
    void changed();

private:
    void announce();
    void fetch();
    void take(const ApiReply &reply);
    // Runs on another thread, then `then` here, or never when this object is gone by then.
    void write(std::function<Result<void>(ExportWriter &)> work, std::function<void()> then);
    void failed(const Error &error);
    void dropWriter();

    ApiClient &m_client;
    const CursorTableModel &m_model;
    const ApiRequest m_request;
    QString m_path;
    ExportFormat m_format;
    std::shared_ptr<ExportWriter> m_writer;
    bool m_announced = false;
    QString m_cursor;
    qint64 m_rows = 0;
    State m_state = State::Working;
    std::optional<Error> m_error;
    QTimer m_pause; // as long as the server asked for
};

} // namespace pos::ui
