// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/redis/Wire.h"

#include <QRandomGenerator>
#include <QSslConfiguration>

namespace pos::redis {

using namespace std::chrono;

namespace {

QString hostOf(const QString &address)
{
    QString host = address.section(u':', 0, -2);
    if (host.startsWith(u'['))
        host = host.mid(1, host.size() - 2);
    return host;
}

// A line of INFO.
QByteArray infoOf(const QByteArray &info, const QByteArray &name)
{
    for (const QByteArray &line : info.split('\n')) {
        if (line.startsWith(name + ':'))
            return line.mid(name.size() + 1).trimmed();
    }
    return {};
}

bool isAboutThePassword(const Reply &reply)
{
    return reply.isRefusal()
           && (reply.text.startsWith("NOAUTH") || reply.text.startsWith("WRONGPASS")
               || reply.text.startsWith("ERR AUTH") || reply.text.startsWith("NOPERM"));
}

} // namespace

Wire::Wire(Client::Options options, Client::Observer observer, Client::StateObserver changed)
    : m_options(std::move(options)), m_observer(std::move(observer)), m_stateObserver(std::move(changed)),
      m_host(hostOf(m_options.address)), m_port(m_options.address.section(u':', -1).toUShort()),
      m_error(Error::unavailable(QLatin1StringView(Client::kAway), named(QStringLiteral("not connected yet"))))
{
}

QString Wire::named(const QString &why) const
{
    return QStringLiteral("redis: %1 (REDIS_ADDR %2)").arg(why, m_options.address);
}

void Wire::post(Exchange exchange)
{
    Error error;
    {
        const std::lock_guard lock(m_mutex);
        if (m_phase == Phase::Ready && !m_stopped && m_mail.size() < kMostWaiting) {
            exchange.asked = steady_clock::now();
            m_mail.push_back(std::move(exchange));
            if (m_mail.size() == 1)
                QMetaObject::invokeMethod(this, &Wire::takeMail, Qt::QueuedConnection);
            return;
        }
        error = m_phase == Phase::Ready ? Error::unavailable(QLatin1StringView(Client::kAway),
                                                             named(QStringLiteral("too much waits for an answer")))
                                        : m_error;
    }
    finish(exchange, fail(std::move(error)));
}

void Wire::postLater(Duration time, std::function<void()> work)
{
    const std::lock_guard lock(m_mutex);
    if (m_stopped)
        return;
    m_laterMail.emplace_back(time, std::move(work));
    QMetaObject::invokeMethod(this, &Wire::takeMail, Qt::QueuedConnection);
}

Result<void> Wire::state() const
{
    const std::lock_guard lock(m_mutex);
    if (m_phase == Phase::Ready)
        return {};
    return fail(m_error);
}

bool Wire::waitForFirstAttempt(Duration atMost)
{
    std::unique_lock lock(m_mutex);
    return m_changed.wait_for(lock, atMost, [this] { return m_attempted; });
}

std::optional<Duration> Wire::connectedFor() const
{
    const std::lock_guard lock(m_mutex);
    if (m_phase != Phase::Ready)
        return {};
    return duration_cast<Duration>(steady_clock::now() - m_readySince);
}

std::optional<Lane::Place> Wire::place() const
{
    const std::lock_guard lock(m_mutex);
    return m_phase == Phase::Ready ? std::optional(m_place) : std::nullopt;
}

void Wire::setState(Phase phase, Error error)
{
    const QString why = error.detail;
    {
        const std::lock_guard lock(m_mutex);
        m_phase = phase;
        m_error = std::move(error);
        if (phase == Phase::Ready) {
            m_readySince = steady_clock::now();
            m_place = {m_socket->peerAddress().toString().toLatin1(), m_socket->peerPort(), m_place.connection + 1};
        }
        m_attempted = true;
        m_changed.notify_all();
    }
    if (m_told != why && m_stateObserver && !m_closed)
        m_stateObserver(state());
    m_told = why;
}

void Wire::open()
{
    m_tls = m_options.tls ? new QSslSocket(this) : nullptr;
    m_socket = m_tls ? m_tls : new QTcpSocket(this);
    m_retry = new QTimer(this);
    m_watch = new QTimer(this);
    m_retry->setSingleShot(true);
    connect(m_retry, &QTimer::timeout, this, &Wire::connectNow);
    connect(m_watch, &QTimer::timeout, this, &Wire::watchDeadlines);
    connect(m_socket, &QTcpSocket::readyRead, this, &Wire::read);
    if (m_tls)
        connect(m_tls, &QSslSocket::encrypted, this, &Wire::greet);
    else
        connect(m_socket, &QTcpSocket::connected, this, &Wire::greet);
    connect(m_socket, &QTcpSocket::errorOccurred, this, [this] {
        if (m_tls && !m_tls->sslHandshakeErrors().isEmpty())
            return lose(ErrorCode::Invalid, QStringLiteral("its certificate is not trusted: set REDIS_CA_FILE (%1)")
                                                .arg(m_tls->sslHandshakeErrors().first().errorString()));
        lose(ErrorCode::Unavailable, m_socket->errorString());
    });
    if (m_tls)
        loadAuthorities();
    m_watch->start(static_cast<int>(std::clamp<qint64>(m_options.deadline.count() / 4, 5, 100)));
    connectNow();
}

void Wire::loadAuthorities()
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    if (!m_options.authorityFile.isEmpty())
        configuration.setCaCertificates(QSslCertificate::fromPath(m_options.authorityFile));
    m_tls->setSslConfiguration(configuration);
}

void Wire::connectNow()
{
    if (m_closed)
        return;
    m_connectingSince = steady_clock::now();
    m_protocol.reset();
    {
        const std::lock_guard lock(m_mutex);
        m_phase = Phase::Connecting;
    }
    if (m_tls)
        m_tls->connectToHostEncrypted(m_host, m_port);
    else
        m_socket->connectToHost(m_host, m_port);
}

// Signs in, chooses the database, and asks what kind of server it is.
void Wire::greet()
{
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
    {
        const std::lock_guard lock(m_mutex);
        m_phase = Phase::Greeting;
    }
    Exchange exchange;
    const auto add = [&exchange](const QByteArrayList &command) {
        exchange.bytes += Protocol::format(command);
        ++exchange.replies;
    };
    if (!m_options.password.isEmpty())
        add({"AUTH", m_options.password.reveal()});
    add({"INFO", "server"});
    add({"SELECT", QByteArray::number(m_options.database)});
    exchange.answers = [this](const Result<std::vector<Reply>> &replies) { greeted(replies); };
    exchange.asked = steady_clock::now();
    send(std::move(exchange));
}

void Wire::greeted(const Result<std::vector<Reply>> &replies)
{
    if (!replies)
        return; // lost meanwhile, which has been seen to
    for (const Reply &reply : *replies) {
        if (isAboutThePassword(reply))
            return lose(
                ErrorCode::Invalid,
                QStringLiteral("the password is refused: set REDIS_PASSWORD (%1)").arg(QString::fromUtf8(reply.text)));
    }
    const Reply &info = (*replies)[replies->size() - 2];
    const QByteArray mode = infoOf(info.text, "redis_mode");
    if (mode == "cluster" || mode == "sentinel")
        return lose(
            ErrorCode::Invalid,
            QStringLiteral("this is a Redis %1, which is not supported: name a single Redis 7, or the proxy before it")
                .arg(mode == "cluster" ? QStringLiteral("Cluster") : QStringLiteral("Sentinel")));
    const Reply &selected = replies->back();
    if (selected.isRefusal() && selected.text.contains("DB index"))
        return lose(ErrorCode::Invalid, QStringLiteral("REDIS_DB %1 is not there (%2)")
                                            .arg(m_options.database)
                                            .arg(QString::fromUtf8(selected.text)));
    for (const Reply &reply : *replies) {
        if (reply.isRefusal()) // LOADING, MASTERDOWN, …
            return lose(ErrorCode::Unavailable, QString::fromUtf8(reply.text));
    }
    m_failures = 0;
    setState(Phase::Ready, {});
}

void Wire::send(Exchange exchange)
{
    m_socket->write(exchange.bytes);
    exchange.bytes.clear();
    m_waiting.push_back(std::move(exchange));
}

void Wire::takeMail()
{
    std::vector<Exchange> mail;
    std::vector<std::pair<Duration, std::function<void()>>> laterMail;
    bool isReady = false;
    Error error;
    {
        const std::lock_guard lock(m_mutex);
        mail.swap(m_mail);
        laterMail.swap(m_laterMail);
        isReady = m_phase == Phase::Ready;
        error = m_error;
    }
    for (auto &[time, work] : laterMail)
        QTimer::singleShot(time, m_watch, std::move(work)); // none fires once close() has deleted it
    for (Exchange &exchange : mail) {
        if (isReady && m_waiting.size() < kMostWaiting)
            send(std::move(exchange));
        else
            finish(exchange, fail(error));
    }
    if (m_socket)
        m_socket->flush(); // now, and not after another turn of the event loop
}

void Wire::read()
{
    m_protocol.feed(m_socket->readAll());
    while (const auto reply = m_protocol.next()) {
        if (m_waiting.empty())
            return lose(ErrorCode::Unavailable, QStringLiteral("it says more than it was asked"));
        m_waiting.front().got.push_back(*reply);
        if (m_waiting.front().got.size() < m_waiting.front().replies)
            continue;
        Exchange done = std::move(m_waiting.front());
        m_waiting.pop_front();
        finish(done, std::move(done.got));
    }
    if (m_protocol.isBroken())
        lose(ErrorCode::Unavailable, QStringLiteral("what answers there is no Redis"));
}

void Wire::finish(Exchange &exchange, const Result<std::vector<Reply>> &result)
{
    if (exchange.answers)
        exchange.answers(result);
    if (m_observer)
        m_observer(result.has_value(), exchange.asked == SteadyTime()
                                           ? microseconds(0)
                                           : duration_cast<microseconds>(steady_clock::now() - exchange.asked));
}

// An answer that is late may belong to anything by now: the connection goes with it.
void Wire::watchDeadlines()
{
    const auto now = steady_clock::now();
    Phase phase;
    {
        const std::lock_guard lock(m_mutex);
        phase = m_phase;
    }
    if (phase == Phase::Connecting || phase == Phase::Greeting) {
        if (now - m_connectingSince > m_options.connectDeadline)
            lose(ErrorCode::Unavailable,
                 QStringLiteral("no connection within %1 ms").arg(m_options.connectDeadline.count()));
    } else if (!m_waiting.empty() && now - m_waiting.front().asked > m_options.deadline) {
        lose(ErrorCode::Unavailable, QStringLiteral("no answer within %1 ms").arg(m_options.deadline.count()));
    }
}

void Wire::lose(ErrorCode code, const QString &why)
{
    if (m_retry->isActive() || m_closed)
        return;
    Error error{code, QLatin1StringView(Client::kAway), named(why)};
    setState(Phase::Away, error);
    // Growing pauses, never the same in all processes.
    const double pause =
        std::min<double>(static_cast<double>(m_options.longestPause.count()), 50.0 * (1 << std::min(m_failures, 12)));
    ++m_failures;
    m_retry->start(static_cast<int>(pause * (0.5 + QRandomGenerator::global()->generateDouble() / 2)));
    m_socket->abort();
    std::deque<Exchange> waiting;
    waiting.swap(m_waiting);
    for (Exchange &exchange : waiting)
        finish(exchange, fail(error));
    takeMail();
}

void Wire::close()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopped = true;
        m_laterMail.clear();
    }
    m_told = named(QStringLiteral("the program stops"));
    if (m_retry)
        lose(ErrorCode::Unavailable, QStringLiteral("the program stops"));
    takeMail();
    m_closed = true;
    delete m_retry;
    delete m_watch;
    delete m_socket;
    m_retry = nullptr;
    m_watch = nullptr;
    m_socket = nullptr;
    m_tls = nullptr;
    const std::lock_guard lock(m_mutex); // the last word of its thread: see takeOver()
}

void Wire::takeOver() const
{
    const std::lock_guard lock(m_mutex);
}

} // namespace pos::redis
