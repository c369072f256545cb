// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/FakeServer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSslSocket>
#include <QTcpSocket>
#include <QTimer>

namespace pos::ui::test {

namespace {

void addTexts(const QJsonValue &value, QSet<QString> &texts)
{
    if (value.isString())
        texts.insert(value.toString());
    for (const QJsonValue item : value.toArray())
        addTexts(item, texts);
    const QJsonObject object = value.toObject();
    for (auto field = object.begin(); field != object.end(); ++field) {
        texts.insert(field.key());
        addTexts(field.value(), texts);
    }
}

} // namespace

FakeServer::FakeServer(QObject *parent) : QTcpServer(parent)
{
    connect(this, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *socket = nextPendingConnection()) {
            m_sockets.append(socket);
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { serve(socket); });
            connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
                m_sockets.removeAll(socket);
                socket->deleteLater();
            });
        }
    });
    comeBack();
}

QUrl FakeServer::url() const
{
    return QUrl(QStringLiteral("%1://127.0.0.1:%2")
                    .arg(m_key.isNull() ? QStringLiteral("http") : QStringLiteral("https"))
                    .arg(m_port));
}

void FakeServer::on(const QByteArray &methodAndPath, Handler handler)
{
    m_handlers[methodAndPath] = std::move(handler);
}

void FakeServer::on(const QByteArray &methodAndPath, const FakeReply &reply)
{
    on(methodAndPath, [reply](const FakeRequest &) { return reply; });
}

void FakeServer::useTls(const QSslCertificate &certificate, const QSslKey &key)
{
    m_certificate = certificate;
    m_key = key;
    for (QTcpSocket *socket : QList(m_sockets))
        socket->abort();
}

void FakeServer::incomingConnection(qintptr descriptor)
{
    if (m_key.isNull()) {
        QTcpServer::incomingConnection(descriptor);
        return;
    }
    auto *socket = new QSslSocket(this);
    socket->setSocketDescriptor(descriptor);
    socket->setLocalCertificate(m_certificate);
    socket->setPrivateKey(m_key);
    socket->startServerEncryption();
    addPendingConnection(socket);
}

void FakeServer::goAway()
{
    close();
    for (QTcpSocket *socket : QList(m_sockets))
        socket->abort();
}

void FakeServer::comeBack()
{
    if (!listen(QHostAddress::LocalHost, m_port))
        qFatal("the test's server cannot listen: %s", qPrintable(errorString()));
    m_port = serverPort();
}

QList<FakeRequest> FakeServer::requestsTo(const QByteArray &method, const QString &path) const
{
    QList<FakeRequest> found;
    for (const FakeRequest &request : m_requests) {
        if (request.method == method && request.path == path)
            found.append(request);
    }
    return found;
}

QJsonObject FakeServer::rowIn(const QJsonArray &rows, const QString &id)
{
    for (const QJsonValue &one : rows) {
        if (one[u"id"].toString() == id)
            return one.toObject();
    }
    return {};
}

void FakeServer::changeRow(QJsonArray &rows, const QString &id, const QJsonObject &changes)
{
    for (QJsonValueRef one : rows) {
        QJsonObject changed = one.toObject();
        if (changed[u"id"].toString() != id)
            continue;
        for (const QString &field : changes.keys())
            changed[field] = changes[field];
        changed[QStringLiteral("version")] = changed[u"version"].toInt() + 1;
        one = changed;
    }
}

QByteArray FakeServer::etagOf(const QJsonObject &document)
{
    return '"' + QByteArray::number(document[u"version"].toInt()) + '"';
}

FakeReply FakeServer::versioned(int status, const QJsonObject &document)
{
    return {status, document, {}, {{"ETag", etagOf(document)}}};
}

FakeReply FakeServer::problem(int status, const QString &code, const QString &detail, const QJsonArray &errors)
{
    return {status,
            {{QStringLiteral("status"), status},
             {QStringLiteral("code"), code},
             {QStringLiteral("detail"), detail},
             {QStringLiteral("errors"), errors}}};
}

void FakeServer::serve(QTcpSocket *socket)
{
    QByteArray data = socket->property("data").toByteArray() + socket->readAll();
    for (;;) {
        const qsizetype end = data.indexOf("\r\n\r\n");
        if (end < 0)
            break;
        FakeRequest request;
        const QList<QByteArray> lines = data.left(end).split('\n');
        const QList<QByteArray> first = lines[0].trimmed().split(' ');
        const QUrl target = QUrl::fromEncoded(first.value(1));
        request.method = first.value(0);
        request.path = target.path();
        request.query = QUrlQuery(target.query(QUrl::FullyEncoded));
        for (qsizetype i = 1; i < lines.size(); ++i) {
            const qsizetype colon = lines[i].indexOf(':');
            request.headers.insert(lines[i].left(colon).toLower(), lines[i].mid(colon + 1).trimmed());
        }
        const qsizetype length = request.header("content-length").toLongLong();
        if (data.size() < end + 4 + length)
            break;
        request.body = QJsonDocument::fromJson(data.mid(end + 4, length)).object();
        data.remove(0, end + 4 + length);
        m_requests.append(request);
        const FakeReply reply = answer(request);
        addTexts(reply.document, m_told);
        m_told.insert(QString::fromUtf8(reply.text));
        if (reply.hangUp) {
            socket->abort();
            return;
        }
        if (reply.never)
            continue;
        if (m_delay.count() == 0)
            socket->write(encode(reply));
        else
            QTimer::singleShot(m_delay, socket, [socket, message = encode(reply)] { socket->write(message); });
    }
    socket->setProperty("data", data);
}

FakeReply FakeServer::answer(const FakeRequest &request) const
{
    const QByteArray line = request.method + ' ' + request.path.toUtf8();
    for (auto handler = m_handlers.rbegin(); handler != m_handlers.rend(); ++handler) {
        if (line.startsWith(handler->first))
            return handler->second(request);
    }
    return problem(404, QStringLiteral("not_found"), QStringLiteral("There is nothing at this address."));
}

QByteArray FakeServer::encode(const FakeReply &reply)
{
    const QByteArray body =
        reply.text.isEmpty() ? QJsonDocument(reply.document).toJson(QJsonDocument::Compact) : reply.text;
    QByteArray message = "HTTP/1.1 " + QByteArray::number(reply.status)
                         + " Answer\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n";
    message += reply.text.isEmpty() ? "Content-Type: application/json\r\n" : "Content-Type: text/plain\r\n";
    for (const auto &[name, value] : reply.headers)
        message += name + ": " + value + "\r\n";
    return message + "\r\n" + body;
}

} // namespace pos::ui::test
