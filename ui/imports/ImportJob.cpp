// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/imports/ImportJob.h"

#include <chrono>

namespace pos::ui {

using namespace std::chrono_literals;

namespace {

constexpr qsizetype kHead = 64 * 1024;
constexpr auto kPath = "/api/v1/imports";

bool isMoving(const QString &status)
{
    return status == QLatin1String("checking") || status == QLatin1String("running")
           || status == QLatin1String("undoing");
}

} // namespace

ImportJob::ImportJob(ApiClient &client, QObject *parent)
    : QObject(parent), m_client(client), m_calls(std::make_unique<QObject>())
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(400ms);
    connect(&m_pause, &QTimer::timeout, this, &ImportJob::look);
}

QString ImportJob::path(const QString &step) const
{
    return QLatin1String(kPath) + u'/' + id() + step;
}

bool ImportJob::isAtWork() const
{
    return isSending() || isMoving(status());
}

void ImportJob::forget()
{
    m_pause.stop();
    m_calls = std::make_unique<QObject>();
    m_file.reset();
    m_document = {};
    m_head.clear();
    m_sent = m_bytes = 0;
    m_cancelling = false;
    m_error.reset();
    m_again = {};
    Q_EMIT changed();
}

void ImportJob::begin(const QString &kind, const QString &path)
{
    forget();
    m_file = std::make_unique<ImportFile>(path);
    m_bytes = m_file->size();
    m_document = {{QStringLiteral("kind"), kind},
                  {QStringLiteral("file_name"), m_file->name()},
                  {QStringLiteral("status"), QStringLiteral("uploading")}};
    ApiRequest request;
    request.method = "POST";
    request.path = QLatin1String(kPath);
    request.body =
        QJsonObject{{QStringLiteral("kind"), kind}, {QStringLiteral("file_name"), m_file->name().right(200)}};
    m_client.call(request, m_calls.get(), [this, kind, path](const Result<ApiReply> &answer) {
        if (!answer)
            return failed(answer.error(), [this, kind, path] { begin(kind, path); });
        m_document = answer->document;
        sendPart(0);
    });
    Q_EMIT changed();
}

void ImportJob::sendPart(int number)
{
    m_file->read(number, [this, number](const Result<QByteArray> &bytes) {
        if (!bytes)
            return failed(bytes.error(), [this, number] { sendPart(number); });
        if (number == 0)
            m_head = bytes->left(kHead);
        ApiRequest request;
        request.method = "PUT";
        request.path = path(QStringLiteral("/parts/%1").arg(number));
        request.bytes = *bytes;
        m_client.call(request, m_calls.get(), [this, number, size = bytes->size()](const Result<ApiReply> &answer) {
            partSent(number, size, answer);
        });
    });
}

void ImportJob::partSent(int number, qint64 bytes, const Result<ApiReply> &answer)
{
    if (!answer)
        return failed(answer.error(), [this, number] { sendPart(number); });
    m_error.reset();
    m_sent += bytes;
    if (m_sent < m_bytes) {
        sendPart(number + 1);
    } else {
        m_file.reset();
        check({}, {});
    }
    Q_EMIT changed();
}

void ImportJob::follow(const QString &id)
{
    if (id == this->id() && isAtWork())
        return;
    forget();
    m_document = {{QStringLiteral("id"), id}};
    look();
}

void ImportJob::refresh()
{
    if (!id().isEmpty() && !isSending())
        look();
}

void ImportJob::check(const QJsonObject &options, const QJsonObject &mapping)
{
    QJsonObject body;
    if (!options.isEmpty())
        body[QStringLiteral("options")] = options;
    if (!mapping.isEmpty())
        body[QStringLiteral("mapping")] = mapping;
    post(QStringLiteral("/check"), body);
}

void ImportJob::run()
{
    post(QStringLiteral("/run"), {});
}

void ImportJob::undo()
{
    post(QStringLiteral("/undo"), {});
}

void ImportJob::cancel()
{
    m_cancelling = true;
    if (isSending()) { // the part on its way is given up
        m_file.reset();
        m_calls = std::make_unique<QObject>();
        if (id().isEmpty())
            return forget();
    }
    post(QStringLiteral("/cancel"), {});
}

void ImportJob::retry()
{
    if (!m_again)
        return;
    m_error.reset();
    std::exchange(m_again, {})();
    Q_EMIT changed();
}

void ImportJob::post(const QString &step, const QJsonObject &body)
{
    m_pause.stop();
    ApiRequest request;
    request.method = "POST";
    request.path = path(step);
    request.body = body;
    m_client.call(request, m_calls.get(), [this, step, body](const Result<ApiReply> &answer) {
        if (!answer && answer.error().code == ErrorCode::Conflict) { // it went on meanwhile: look where it is
            m_cancelling = false;
            return look();
        }
        if (!answer)
            return failed(answer.error(), [this, step, body] { post(step, body); });
        take(answer);
    });
    Q_EMIT changed();
}

void ImportJob::look()
{
    ApiRequest request;
    request.path = path();
    m_client.call(request, m_calls.get(), [this](const Result<ApiReply> &answer) { take(answer); });
}

void ImportJob::take(const Result<ApiReply> &answer)
{
    if (!answer)
        return failed(answer.error(), [this] { look(); });
    m_error.reset();
    m_again = {};
    m_document = answer->document;
    if (isMoving(status()))
        m_pause.start();
    else
        m_cancelling = false;
    Q_EMIT changed();
}

void ImportJob::failed(const Error &error, std::function<void()> again)
{
    m_error = error;
    m_again = std::move(again);
    Q_EMIT changed();
}

} // namespace pos::ui
