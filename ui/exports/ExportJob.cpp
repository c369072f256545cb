// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/exports/ExportJob.h"

#include "ui/api/ErrorWords.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QPointer>
#include <QThreadPool>

#include <chrono>

namespace pos::ui {

namespace {
constexpr int kPage = 200; // the most the server gives
}

ExportJob::ExportJob(ApiClient &client, const CursorTableModel &model, ExportFormat format, const QString &path,
                     QObject *parent)
    : QObject(parent), m_client(client), m_model(model), m_request(model.pageRequest({}, kPage)), m_path(path),
      m_format(format), m_writer(makeExportWriter(format, path))
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &ExportJob::fetch);
}

ExportJob::~ExportJob()
{
    dropWriter();
}

// Closing a large workbook takes a while: not on this thread.
void ExportJob::dropWriter()
{
    if (m_writer)
        QThreadPool::globalInstance()->start([writer = std::move(m_writer)]() mutable { writer.reset(); });
}

void ExportJob::start()
{
    const QStringList titles = m_model.exportTitles();
    write([titles](ExportWriter &writer) { return writer.begin(titles); }, [this] { announce(); });
}

// The server allows it and keeps it in the audit trail before anything is read.
void ExportJob::announce()
{
    static const QStringList ofEveryPage{QStringLiteral("limit"), QStringLiteral("sort"), QStringLiteral("cursor")};
    QJsonArray filters;
    for (const auto &[name, value] : m_request.query.queryItems()) {
        if (!ofEveryPage.contains(name))
            filters.append(name);
    }
    ApiRequest request;
    request.method = "POST";
    request.path = QStringLiteral("/api/v1/exports");
    request.body = QJsonObject{
        {QStringLiteral("list"), m_request.path},
        {QStringLiteral("format"), m_format == ExportFormat::Xlsx ? QStringLiteral("xlsx") : QStringLiteral("csv")},
        {QStringLiteral("filters"), filters}};
    m_client.call(request, this, [this](const Result<ApiReply> &answer) {
        if (m_state != State::Working)
            return;
        if (!answer)
            return failed(answer.error());
        m_announced = true;
        fetch();
    });
}

void ExportJob::fetch()
{
    if (m_state != State::Working)
        return;
    ApiRequest request = m_request;
    if (!m_cursor.isEmpty())
        request.query.addQueryItem(QStringLiteral("cursor"), m_cursor);
    m_client.call(request, this, [this](const Result<ApiReply> &answer) {
        if (m_state != State::Working)
            return;
        if (answer)
            return take(*answer);
        if (answer.error().code == ErrorCode::RateLimited)
            return m_pause.start(std::chrono::seconds(qMax(1, answer.error().retryAfterSeconds)));
        failed(answer.error());
    });
}

void ExportJob::take(const ApiReply &reply)
{
    QList<ExportRow> rows;
    for (const QJsonValue &item : reply.document[u"items"].toArray())
        rows.append(m_model.exportRow(item.toObject()));
    m_cursor = reply.document[u"next_cursor"].toString();
    const bool last = m_cursor.isEmpty();
    const qint64 count = rows.size();
    write(
        [rows, last](ExportWriter &writer) -> Result<void> {
            POS_CHECK(writer.write(rows));
            if (last)
                POS_CHECK(writer.finish());
            return {};
        },
        [this, last, count] {
            m_rows += count;
            if (last)
                m_state = State::Done;
            else
                fetch();
            Q_EMIT changed();
        });
}

void ExportJob::write(std::function<Result<void>(ExportWriter &)> work, std::function<void()> then)
{
    QThreadPool::globalInstance()->start(
        [work = std::move(work), then = std::move(then), writer = m_writer, guard = QPointer<ExportJob>(this)] {
            const Result<void> done = work(*writer);
            QMetaObject::invokeMethod(
                QCoreApplication::instance(),
                [done, then, guard] {
                    if (!guard || guard->m_state != State::Working)
                        return;
                    if (done)
                        then();
                    else
                        guard->failed(done.error());
                },
                Qt::QueuedConnection);
        });
}

bool ExportJob::canRetry() const
{
    return m_state == State::Failed && m_error && m_error->reason != QLatin1String("unwritable");
}

void ExportJob::retry()
{
    if (!canRetry())
        return;
    m_state = State::Working;
    m_error.reset();
    m_announced ? fetch() : announce();
    Q_EMIT changed();
}

void ExportJob::cancel()
{
    if (m_state != State::Working && m_state != State::Failed)
        return;
    m_state = State::Cancelled;
    m_pause.stop();
    dropWriter(); // with what it has written
    Q_EMIT changed();
}

void ExportJob::failed(const Error &error)
{
    m_state = State::Failed;
    m_error = error;
    if (!canRetry())
        dropWriter();
    Q_EMIT changed();
}

} // namespace pos::ui
