// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QSet>
#include <QSslCertificate>
#include <QSslKey>
#include <QTcpServer>
#include <QUrl>
#include <QUrlQuery>

#include <chrono>
#include <functional>
#include <map>

namespace pos::ui::test {

struct FakeRequest {
    QByteArray method;
    QString path;
    QUrlQuery query;
    QHash<QByteArray, QByteArray> headers; // names in lower case
    QJsonObject body;

    QByteArray header(const QByteArray &name) const { return headers.value(name); }
};

struct FakeReply {
    int status = 200;
    QJsonObject document = {};
    QByteArray text = {}; // instead of a document
    QList<QPair<QByteArray, QByteArray>> headers = {};
    bool never = false;  // no answer at all
    bool hangUp = false; // the connection is closed instead
};

// HTTP enough for the client's tests, on a free port of the loopback. Handlers are by "GET /path"; the
// longest that begins the request wins.
class FakeServer : public QTcpServer {
    Q_OBJECT
public:
    using Handler = std::function<FakeReply(const FakeRequest &)>;

    explicit FakeServer(QObject *parent = nullptr);

    QUrl url() const;
    void on(const QByteArray &methodAndPath, Handler handler);
    void on(const QByteArray &methodAndPath, const FakeReply &reply);
    void goAway();    // refuses connections, keeps its port
    void comeBack();
    void setDelay(std::chrono::milliseconds delay) { m_delay = delay; } // of every answer
    // HTTPS from the next connection on; those that are open are closed.
    void useTls(const QSslCertificate &certificate, const QSslKey &key);

    const QList<FakeRequest> &requests() const { return m_requests; }
    QList<FakeRequest> requestsTo(const QByteArray &method, const QString &path) const;
    // Every text of every document it answered with: the data of the shop.
    const QSet<QString> &told() const { return m_told; }
    void forgetRequests() { m_requests.clear(); }

    // A row of a list by its "id"; an empty one when there is none.
    static QJsonObject rowIn(const QJsonArray &rows, const QString &id);
    // Changes it, which makes its next version.
    static void changeRow(QJsonArray &rows, const QString &id, const QJsonObject &changes);
    static QByteArray etagOf(const QJsonObject &document);
    static FakeReply versioned(int status, const QJsonObject &document); // with its ETag
    static FakeReply problem(int status, const QString &code, const QString &detail, const QJsonArray &errors = {});

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void serve(QTcpSocket *socket);
    FakeReply answer(const FakeRequest &request) const;
    static QByteArray encode(const FakeReply &reply);

    std::map<QByteArray, Handler> m_handlers;
    QList<FakeRequest> m_requests;
    QSet<QString> m_told;
    QList<QTcpSocket *> m_sockets;
    std::chrono::milliseconds m_delay{0};
    QSslCertificate m_certificate;
    QSslKey m_key;
    quint16 m_port = 0;
};

} // namespace pos::ui::test
