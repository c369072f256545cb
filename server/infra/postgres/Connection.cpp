// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/postgres/Connection.h"

#include <array>
#include <cstring>
#include <libpq-fe.h>
#include <poll.h>

namespace pos::pg {

namespace {

using SteadyClock = std::chrono::steady_clock;
constexpr Duration kGrace = std::chrono::seconds(1); // the server's own statement_timeout comes first
constexpr size_t kAnswersTogether = 8;
constexpr const char *kConnectTimeoutSeconds = "3";

struct ResultDeleter {
    void operator()(PGresult *result) const { PQclear(result); }
};
using ResultPtr = std::unique_ptr<PGresult, ResultDeleter>;

void ignoreNotice(void *, const PGresult *)
{
}

// One poll() that survives signals; false when the time is over.
bool pollUntil(int fd, short events, SteadyClock::time_point until)
{
    for (;;) {
        const auto left = std::chrono::ceil<Duration>(until - SteadyClock::now()).count();
        pollfd entry{fd, events, 0};
        const int ready = ::poll(&entry, 1, static_cast<int>(std::max<qint64>(left, 0)));
        if (ready > 0)
            return true;
        if (ready == 0 || errno != EINTR)
            return false;
    }
}

bool sendExecute(PGconn *conn, const Connection::Command &command)
{
    const auto &values = command.params->values();
    std::vector<const char *> data;
    std::vector<int> lengths;
    std::vector<int> formats;
    data.reserve(values.size());
    lengths.reserve(values.size());
    formats.reserve(values.size());
    for (const Params::Value &value : values) {
        data.push_back(value.isNull ? nullptr : value.bytes.constData());
        lengths.push_back(static_cast<int>(value.bytes.size()));
        formats.push_back(value.isBinary ? 1 : 0);
    }
    return PQsendQueryPrepared(conn, command.statement->name, static_cast<int>(values.size()), data.data(),
                               lengths.data(), formats.data(), 0)
           == 1;
}

} // namespace

bool Connection::isReady(const QByteArray &url)
{
    return PQping(url.constData()) == PQPING_OK;
}

Result<std::unique_ptr<Connection>> Connection::open(const QByteArray &url, const QByteArray &role)
{
    // What comes before the URL is a default that it may change. Of several hosts the one that takes changes is
    // wanted: after a failover that is another.
    // A machine that goes without a word is noticed within a minute, here and, by prepareSession, there.
    const std::array<const char *, 10> keys{"target_session_attrs",      "dbname",
                                            "connect_timeout",           "client_encoding",
                                            "fallback_application_name", "keepalives_idle",
                                            "keepalives_interval",       "keepalives_count",
                                            "tcp_user_timeout",          nullptr};
    const std::array<const char *, 10> values{
        "read-write", url.constData(), kConnectTimeoutSeconds, "UTF8", "pos-backoffice", "30", "10", "3",
        "30000",      nullptr};
    std::unique_ptr<Connection> connection(new Connection(PQconnectdbParams(keys.data(), values.data(), 1)));
    PGconn *conn = connection->m_conn;
    if (!conn || PQstatus(conn) != CONNECTION_OK)
        return fail(notConnected(QString::fromUtf8(PQerrorMessage(conn))));
    PQsetNoticeReceiver(conn, ignoreNotice, nullptr);
    PQsetnonblocking(conn, 1);
    POS_CHECK(connection->prepareSession(role));
    return connection;
}

Connection::~Connection()
{
    PQfinish(m_conn);
}

Result<void> Connection::prepareSession(const QByteArray &role)
{
    QByteArray sql("SET TIME ZONE 'UTC'; SET DateStyle TO ISO; SET bytea_output TO hex;"
                   "SET tcp_keepalives_idle TO 30; SET tcp_keepalives_interval TO 10; SET tcp_keepalives_count TO 3;"
                   "SET tcp_user_timeout TO '30s';"
                   "SET idle_in_transaction_session_timeout TO '60s'; SET statement_timeout TO ");
    sql += QByteArray::number(static_cast<qint64>(kDefaultDeadline.count()));
    if (!role.isEmpty())
        sql += "; SET ROLE " + role;
    const Result<Rows> done = execute(sql);
    if (done)
        return {};
    return fail(
        Error::unavailable(QStringLiteral("database_refused"),
                           QStringLiteral("The login of DATABASE_URL cannot act as %1 (%2). Run \"posctl db init\" "
                                          "as the database's administrator once: it makes the roles.")
                               .arg(QLatin1StringView(role), done.error().detail),
                           30));
}

Result<void> Connection::enterPipeline()
{
    if (PQpipelineStatus(m_conn) == PQ_PIPELINE_OFF && PQenterPipelineMode(m_conn) != 1)
        return fail(connectionLost(QString::fromUtf8(PQerrorMessage(m_conn))));
    return {};
}

Failure Connection::broken(const QString &why)
{
    m_dead = true;
    // One that went away may be back at once; one that says nothing would only make the caller wait again.
    return {connectionLost(why), !m_silent, true};
}

// Writes what is left to write and reads until a result can be taken without blocking.
bool Connection::waitForResult(Duration deadline, QString *why)
{
    const auto until = SteadyClock::now() + deadline + kGrace;
    for (;;) {
        const int unsent = PQflush(m_conn);
        if (unsent < 0 || PQconsumeInput(m_conn) != 1) {
            *why = QString::fromUtf8(PQerrorMessage(m_conn));
            // The server's last words, e.g. "terminating connection", may still be a result to take.
            return PQisBusy(m_conn) == 0;
        }
        if (unsent == 0 && PQisBusy(m_conn) == 0)
            return true;
        const short events = static_cast<short>(POLLIN | (unsent > 0 ? POLLOUT : 0));
        if (!pollUntil(PQsocket(m_conn), events, until)) {
            *why = QStringLiteral("no answer within %1 ms").arg((deadline + kGrace).count());
            m_silent = true;
            return false;
        }
    }
}

tl::expected<std::vector<Rows>, Failure> Connection::pipeline(std::span<const Command> commands)
{
    if (const auto entered = enterPipeline(); !entered)
        return tl::unexpected(broken(entered.error().detail));

    struct Expected {
        const Statement *statement;
        bool isPrepare;
    };
    std::vector<Expected> expected;
    expected.reserve(commands.size() + 4);
    QHash<QByteArray, const char *> preparing;
    Duration deadline{0}; // for the next answer
    size_t held = 0;
    for (const Command &command : commands) {
        const Statement *statement = command.statement;
        deadline = std::max(deadline, statement->deadline);
        const QByteArray name =
            QByteArray::fromRawData(statement->name, static_cast<qsizetype>(std::strlen(statement->name)));
        const char *known = m_prepared.value(name, preparing.value(name));
        Q_ASSERT_X(!known || std::strcmp(known, statement->sql) == 0, "pg::Statement: name used twice",
                   statement->name);
        if (!known) {
            if (PQsendPrepare(m_conn, statement->name, statement->sql, 0, nullptr) != 1)
                return tl::unexpected(broken(QString::fromUtf8(PQerrorMessage(m_conn))));
            preparing.insert(name, statement->sql);
            expected.push_back({statement, true});
        }
        if (!sendExecute(m_conn, command))
            return tl::unexpected(broken(QString::fromUtf8(PQerrorMessage(m_conn))));
        expected.push_back({statement, false});
        // PostgreSQL holds answers back until the pipeline's end. Asked for now and then, each is a sign of life.
        if (++held % kAnswersTogether == 0 && PQsendFlushRequest(m_conn) != 1)
            return tl::unexpected(broken(QString::fromUtf8(PQerrorMessage(m_conn))));
    }
    if (PQpipelineSync(m_conn) != 1)
        return tl::unexpected(broken(QString::fromUtf8(PQerrorMessage(m_conn))));

    std::vector<Rows> rows;
    rows.reserve(commands.size());
    std::optional<Failure> failure;
    QString why;
    // The first failure is the one that matters; the connection is of no more use.
    const auto giveUp = [&] {
        const Failure lost = broken(why.isEmpty() ? QString::fromUtf8(PQerrorMessage(m_conn)) : why);
        return tl::unexpected(failure ? *failure : lost);
    };
    for (const Expected &item : expected) {
        if (!waitForResult(deadline, &why))
            return giveUp();
        ResultPtr result(PQgetResult(m_conn));
        const ExecStatusType status = result ? PQresultStatus(result.get()) : PGRES_FATAL_ERROR;
        if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) {
            if (item.isPrepare)
                m_prepared.insert(QByteArray(item.statement->name), item.statement->sql);
            else
                rows.emplace_back(result.release());
        } else if (status != PGRES_PIPELINE_ABORTED && !failure) {
            failure = failureOf(result.get(), item.statement->name);
        }
        if (PQstatus(m_conn) != CONNECTION_OK || (failure && failure->connectionIsDead))
            return giveUp();
        // The NULL that ends this command's results.
        if (!waitForResult(deadline, &why) || PQgetResult(m_conn))
            return giveUp();
    }
    const ResultPtr sync(waitForResult(deadline, &why) ? PQgetResult(m_conn) : nullptr);
    if (!sync || PQresultStatus(sync.get()) != PGRES_PIPELINE_SYNC)
        return giveUp();
    if (failure)
        return tl::unexpected(*failure);
    return rows;
}

Result<Rows> Connection::execute(const QByteArray &sql, Duration deadline)
{
    if (PQpipelineStatus(m_conn) != PQ_PIPELINE_OFF && PQexitPipelineMode(m_conn) != 1)
        return fail(broken(QString::fromUtf8(PQerrorMessage(m_conn))).error);
    if (PQsendQuery(m_conn, sql.constData()) != 1)
        return fail(broken(QString::fromUtf8(PQerrorMessage(m_conn))).error);
    Rows last;
    std::optional<Failure> failure;
    QString why;
    for (;;) {
        if (!waitForResult(deadline, &why))
            return fail(broken(why).error);
        ResultPtr result(PQgetResult(m_conn));
        if (!result)
            break;
        const ExecStatusType status = PQresultStatus(result.get());
        if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY)
            last = Rows(result.release());
        else if (!failure)
            failure = failureOf(result.get(), "sql");
        if (PQstatus(m_conn) != CONNECTION_OK)
            break;
    }
    if (PQstatus(m_conn) != CONNECTION_OK && !failure)
        failure = broken(QString::fromUtf8(PQerrorMessage(m_conn)));
    if (failure) {
        m_dead = m_dead || failure->connectionIsDead;
        return fail(failure->error);
    }
    return last;
}

bool Connection::keepPlansFresh()
{
    if (++m_usesOfPlans < m_plansLast)
        return true;
    m_usesOfPlans = 0;
    m_plansLast = std::min(2 * m_plansLast, kMostUsesOfAPlan);
    static constexpr Statement kDiscard{"connection_discard_plans", "DISCARD PLANS"};
    const Params none;
    const Command discard{&kDiscard, &none};
    return pipeline({&discard, 1}).has_value();
}

bool Connection::isAlive()
{
    if (m_dead || PQstatus(m_conn) != CONNECTION_OK)
        return false;
    // A server that went away has left an end-of-file or its last words on the idle socket.
    if (pollUntil(PQsocket(m_conn), POLLIN, SteadyClock::now()) && PQconsumeInput(m_conn) != 1)
        m_dead = true;
    return !m_dead && PQstatus(m_conn) == CONNECTION_OK;
}

Result<bool> Connection::waitForInput(Duration atMost)
{
    const bool ready = pollUntil(PQsocket(m_conn), POLLIN, SteadyClock::now() + atMost);
    if (ready && PQconsumeInput(m_conn) != 1)
        return fail(broken(QString::fromUtf8(PQerrorMessage(m_conn))).error);
    return ready;
}

QList<QByteArray> Connection::takeNotifications()
{
    QList<QByteArray> channels;
    while (PGnotify *notify = PQnotifies(m_conn)) {
        channels.append(QByteArray(notify->relname));
        PQfreemem(notify);
    }
    return channels;
}

QByteArray Connection::identifier(const QByteArray &name) const
{
    char *escaped = PQescapeIdentifier(m_conn, name.constData(), static_cast<size_t>(name.size()));
    const QByteArray out(escaped);
    PQfreemem(escaped);
    return out;
}

QByteArray Connection::literal(const QByteArray &text) const
{
    char *escaped = PQescapeLiteral(m_conn, text.constData(), static_cast<size_t>(text.size()));
    const QByteArray out(escaped);
    PQfreemem(escaped);
    return out;
}

Result<QList<std::pair<QByteArray, QByteArray>>> Connection::environmentOf(const QByteArray &url)
{
    char *error = nullptr;
    PQconninfoOption *options = PQconninfoParse(url.constData(), &error);
    PQfreemem(error);
    if (!options)
        return fail(Error::invalid(QStringLiteral("DATABASE_URL"), QStringLiteral("wrong_form"),
                                   QStringLiteral("not a PostgreSQL URL")));
    QList<std::pair<QByteArray, QByteArray>> environment;
    for (const PQconninfoOption *option = options; option->keyword; ++option) {
        if (option->val && option->envvar)
            environment.append({QByteArray(option->envvar), QByteArray(option->val)});
    }
    PQconninfoFree(options);
    return environment;
}

} // namespace pos::pg
