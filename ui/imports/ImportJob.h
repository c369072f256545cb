// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/ApiClient.h"
#include "ui/imports/ImportFile.h"

#include <QTimer>

namespace pos::ui {

// One import from the choice of its file to its end: sends the file part by part, has it checked, run,
// cancelled or undone, and follows what the server does. Holds one part of the file at a time.
class ImportJob final : public QObject {
    Q_OBJECT
public:
    explicit ImportJob(ApiClient &client, QObject *parent = nullptr);

    void begin(const QString &kind, const QString &path); // sends it, then checks it
    void follow(const QString &id); // one that was begun before
    void refresh();
    void forget();                  // what the server does goes on; nobody looks any more

    void check(const QJsonObject &options, const QJsonObject &mapping);
    void run();
    void cancel();
    void undo();
    void retry(); // what failed last

    const QJsonObject &document() const { return m_document; } // as the server last said
    QString id() const { return m_document[u"id"].toString(); }
    QString status() const { return m_document[u"status"].toString(); }
    bool isSending() const { return m_file != nullptr; }
    bool isAtWork() const; // here or at the server
    bool isCancelling() const { return m_cancelling; }
    qint64 sentBytes() const { return m_sent; }
    qint64 fileBytes() const { return m_bytes; }
    QByteArray head() const { return m_head; } // the first bytes of the file, when it was sent from here
    const std::optional<Error> &error() const { return m_error; }

Q_SIGNALS:
    void changed();

private:
    void sendPart(int number);
    void partSent(int number, qint64 bytes, const Result<ApiReply> &answer);
    void post(const QString &step, const QJsonObject &body);
    void look();
    void take(const Result<ApiReply> &answer);
    void failed(const Error &error, std::function<void()> again);
    QString path(const QString &step = {}) const;

    ApiClient &m_client;
    std::unique_ptr<ImportFile> m_file;
    std::unique_ptr<QObject> m_calls; // the context of all requests: dropping it gives them up
    QJsonObject m_document;
    QByteArray m_head;
    qint64 m_sent = 0;
    qint64 m_bytes = 0;
    bool m_cancelling = false;
    std::optional<Error> m_error;
    std::function<void()> m_again;
    QTimer m_pause;
};

} // namespace pos::ui
