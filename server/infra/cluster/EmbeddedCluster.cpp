// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/cluster/EmbeddedCluster.h"

#include "server/infra/cluster/Postmaster.h"
#include "server/infra/postgres/Bootstrap.h"

#include <QCryptographicHash>
#include <QDir>
#include <QSaveFile>
#include <QStandardPaths>

#include <future>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pos::cluster {

namespace {

using SteadyClock = std::chrono::steady_clock;
constexpr auto kStartDeadline = std::chrono::seconds(60); // recovery after a crash included
constexpr auto kOrphanedSessions = std::chrono::seconds(10);
constexpr auto kProbeEvery = std::chrono::milliseconds(20);
constexpr auto kFirstPause = std::chrono::milliseconds(100);
constexpr auto kLongestPause = std::chrono::seconds(5);
constexpr qsizetype kLongestSocketPath = 107; // of sun_path
const QString kSocketName = QStringLiteral("/.s.PGSQL.5432");

// For a shop's PC: about 40 MB, durable before quick. local.conf, where there is one, has the last word.
constexpr const char *kSettings = R"(# Written at every start; put your own settings into local.conf.
listen_addresses = ''
unix_socket_permissions = 0777
max_connections = 120
shared_buffers = 128MB
work_mem = 8MB
maintenance_work_mem = 64MB
effective_cache_size = 512MB
min_wal_size = 80MB
max_wal_size = 512MB
checkpoint_timeout = 10min
wal_compression = on
random_page_cost = 1.1
jit = off
fsync = on
synchronous_commit = on
full_page_writes = on
log_timezone = 'UTC'
timezone = 'UTC'
logging_collector = on
log_directory = 'log'
log_filename = 'postgresql-%a.log'
log_truncate_on_rotation = on
log_rotation_age = 1d
log_rotation_size = 0
log_line_prefix = '%m [%p] %u '
# Never values of rows or parameters.
log_error_verbosity = terse
log_min_error_statement = panic
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
)";

// The socket's own path is limited: below a long DATA it moves to a short folder of the same owner.
QString socketFolderOf(const QString &data)
{
    if (QFile::encodeName(data + kSocketName).size() <= kLongestSocketPath)
        return data;
    const QByteArray hash =
        QCryptographicHash::hash(QFile::encodeName(data), QCryptographicHash::Sha256).toHex().left(12);
    return QStringLiteral("/tmp/pos-backoffice-%1-%2").arg(QString::number(::geteuid()), QString::fromLatin1(hash));
}

Result<void> writeFile(const QString &path, const QByteArray &text, const ClusterUser &owner)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        return fail(toolFailure(path, file.errorString()));
    return owner.own(path);
}

} // namespace

QByteArray EmbeddedCluster::url(const QString &dataPath, const QByteArray &role, const QByteArray &database)
{
    const QString folder =
        socketFolderOf(DataFolder::postgresOf(QDir::cleanPath(QFileInfo(dataPath).absoluteFilePath())));
    QByteArray host = folder.toUtf8().toPercentEncoding("/");
    return "postgresql:///" + database + "?host=" + host + "&user=" + role;
}

EmbeddedCluster::EmbeddedCluster(const DataFolder &folder, const Options &options, ClusterUser user,
                                 PostgresTools tools)
    : m_folder(folder), m_options(options), m_user(std::move(user)), m_tools(std::move(tools)),
      m_data(folder.postgres()), m_socketFolder(socketFolderOf(m_data)), m_stopEvent(::eventfd(0, EFD_CLOEXEC))
{
}

EmbeddedCluster::~EmbeddedCluster()
{
    stop();
    ::close(m_stopEvent);
}

Result<std::unique_ptr<EmbeddedCluster>> EmbeddedCluster::start(const DataFolder &folder, const Options &options)
{
    POS_TRY(const ClusterUser user, ClusterUser::ofThisProcess());
    POS_CHECK(user.checkReachable(folder.path()));
    const QString data = folder.postgres();
    int version = 0;
    if (QFile mark(data + QStringLiteral("/PG_VERSION")); mark.open(QIODevice::ReadOnly))
        version = mark.readAll().trimmed().toInt();
    else if (QDir(data).exists() && !QDir(data).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot))
        return fail(Error::conflict(
            QStringLiteral("data_foreign"),
            QStringLiteral(
                "%1 holds files but no PostgreSQL database. Move them away, or choose another data folder with --data.")
                .arg(data)));
    POS_TRY(PostgresTools tools, PostgresTools::find(version, options.installed));

    std::unique_ptr<EmbeddedCluster> cluster(new EmbeddedCluster(folder, options, user, std::move(tools)));
    if (version == 0)
        POS_CHECK(cluster->create());
    POS_CHECK(cluster->stopOrphan());
    POS_CHECK(cluster->configure());
    std::promise<Result<void>> ready;
    auto outcome = ready.get_future();
    cluster->m_watcher = std::thread([raw = cluster.get(), &ready] {
        raw->watch([&ready](Result<void> started) { ready.set_value(std::move(started)); });
    });
    POS_CHECK(outcome.get());
    POS_CHECK(cluster->initialise());
    return cluster;
}

Result<void> EmbeddedCluster::create()
{
    if (m_options.progress)
        m_options.progress(QStringLiteral("Making the database in %1").arg(m_data));
    // Made beside and moved, so that a broken-off initdb is never taken for a database.
    const QString fresh = m_data + QStringLiteral(".new");
    QDir(fresh).removeRecursively();
    QDir().rmdir(m_data);
    if (!QDir().mkdir(fresh))
        return fail(toolFailure(QStringLiteral("mkdir ") + fresh, QString::fromLocal8Bit(std::strerror(errno))));
    POS_CHECK(m_user.own(fresh));
    ::chmod(QFile::encodeName(fresh).constData(), 0700);
    const auto made = m_tools.run(QStringLiteral("initdb"),
                                  {QStringLiteral("-D"), fresh, QStringLiteral("-U"), QStringLiteral("postgres"),
                                   QStringLiteral("--encoding=UTF8"), QStringLiteral("--locale=C.UTF-8"),
                                   QStringLiteral("--auth-local=peer"), QStringLiteral("--auth-host=reject"),
                                   QStringLiteral("--data-checksums")},
                                  &m_user);
    if (!made) {
        QDir(fresh).removeRecursively();
        return made;
    }
    if (::rename(QFile::encodeName(fresh).constData(), QFile::encodeName(m_data).constData()) != 0)
        return fail(toolFailure(QStringLiteral("rename ") + fresh, QString::fromLocal8Bit(std::strerror(errno))));
    return {};
}

Result<void> EmbeddedCluster::configure()
{
    POS_TRY(const QByteArray client, ClusterUser::clientName());
    QByteArray ident("# The user this program runs as may take each of its roles.\n");
    for (const char *role : {"postgres", "pos_owner", "pos_app", "pos_system"})
        ident += "pos \"" + client + "\" " + role + '\n';
    QByteArray socket = QFile::encodeName(m_socketFolder);
    socket.replace('\'', "''");
    POS_CHECK(writeFile(m_data + QStringLiteral("/pg_ident.conf"), ident, m_user));
    POS_CHECK(writeFile(m_data + QStringLiteral("/pg_hba.conf"), "local all all peer map=pos\n", m_user));
    POS_CHECK(writeFile(m_data + QStringLiteral("/postgresql.conf"),
                        QByteArray(kSettings) + "unix_socket_directories = '" + socket
                            + "'\ninclude_if_exists = 'local.conf'\n",
                        m_user));
    if (m_socketFolder == m_data)
        return {};
    if (::mkdir(QFile::encodeName(m_socketFolder).constData(), 0700) != 0 && errno != EEXIST)
        return fail(
            toolFailure(QStringLiteral("mkdir ") + m_socketFolder, QString::fromLocal8Bit(std::strerror(errno))));
    return m_user.own(m_socketFolder);
}

Result<void> EmbeddedCluster::stopOrphan()
{
    const std::optional<Postmaster> orphan = Postmaster::find(m_data);
    if (!orphan)
        return {};
    if (m_options.progress)
        m_options.progress(
            QStringLiteral("Stopping the database that a killed program left running (process %1)").arg(orphan->pid()));
    if (!orphan->stop())
        return fail(Error::unavailable(
            QStringLiteral("database_failed"),
            QStringLiteral("The database of an earlier run does not stop: end process %1 and start again.")
                .arg(orphan->pid()),
            10));
    return {};
}

Result<void> EmbeddedCluster::launch(QProcess &process)
{
    // The sessions of a killed postmaster end a moment after it, and hold its memory until then; one that was starting
    // as its program was killed may still get as far as the lock.
    const auto until = SteadyClock::now() + kOrphanedSessions;
    for (;;) {
        auto launched = launchOnce(process);
        const auto says = [&](const char *words) { return launched.error().detail.contains(QLatin1StringView(words)); };
        if (launched || !(says("shared memory block") || says("lock file")) || SteadyClock::now() > until)
            return launched;
        POS_CHECK(stopOrphan());
        std::this_thread::sleep_for(kFirstPause);
    }
}

Result<void> EmbeddedCluster::launchOnce(QProcess &process)
{
    Postmaster::clearStale(m_data, m_socketFolder + kSocketName);
    m_user.become(process);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setWorkingDirectory(QStringLiteral("/"));
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name : environment.keys()) {
        if (name.startsWith(QStringLiteral("PG"))) // a developer's settings must not reach it
            environment.remove(name);
    }
    process.setProcessEnvironment(environment);
    const qint64 logStart = QDateTime::currentMSecsSinceEpoch();
    process.start(m_tools.program(QStringLiteral("postgres")), {QStringLiteral("-D"), m_data}, QIODevice::ReadOnly);
    if (!process.waitForStarted())
        return fail(toolFailure(QStringLiteral("postgres"), process.errorString()));
    m_pid = process.processId();
    const QByteArray probe = url(m_folder.path(), "postgres", "postgres");
    const auto until = SteadyClock::now() + kStartDeadline;
    const auto answers = [&] {
        // The lock first: what answers on the socket may be another's that is about to go.
        const auto holder = Postmaster::find(m_data);
        return holder && holder->pid() == m_pid && pg::Connection::isReady(probe);
    };
    while (!answers()) {
        if (process.waitForFinished(static_cast<int>(kProbeEvery.count())) || process.state() == QProcess::NotRunning) {
            m_pid = 0;
            // What it refused before it had a log; after that the log is where to look.
            const QString said = QString::fromLocal8Bit(process.readAll());
            return fail(toolFailure(QStringLiteral("postgres"),
                                    said.contains(QStringLiteral("FATAL")) ? said : said + lastWords(logStart)));
        }
        if (SteadyClock::now() > until)
            return fail(toolFailure(QStringLiteral("postgres"), QStringLiteral("no answer within a minute")));
    }
    return {};
}

// Once it has started, PostgreSQL speaks in its own log: the newest file's end, when it was written since.
QString EmbeddedCluster::lastWords(qint64 logStart) const
{
    const QFileInfoList logs =
        QDir(m_data + QStringLiteral("/log")).entryInfoList({QStringLiteral("*.log")}, QDir::Files, QDir::Time);
    if (logs.isEmpty() || logs.first().lastModified().toMSecsSinceEpoch() < logStart)
        return {};
    QFile file(logs.first().filePath());
    if (!file.open(QIODevice::ReadOnly))
        return {};
    file.seek(std::max<qint64>(0, file.size() - 2000));
    return u'\n' + QString::fromLocal8Bit(file.readAll());
}

Result<void> EmbeddedCluster::initialise()
{
    POS_TRY(const auto administrator, pg::Connection::open(url(m_folder.path(), "postgres", "postgres"), {}));
    POS_CHECK(pg::Bootstrap::makeRoles(*administrator, true));
    return pg::Bootstrap::makeDatabase(*administrator, kDatabase);
}

void EmbeddedCluster::watch(std::function<void(Result<void>)> started)
{
    Duration pause = kFirstPause;
    for (;;) {
        QProcess process;
        const auto launched = launch(process);
        if (started) {
            started(launched);
            started = nullptr;
            if (!launched) {
                if (const auto left = Postmaster::find(m_data))
                    left->stop();
                process.waitForFinished();
                return;
            }
        } else if (m_options.incident) {
            m_options.incident(launched
                                   ? QStringLiteral("PostgreSQL had died and runs again (process %1)").arg(m_pid.load())
                                   : launched.error().detail);
        }
        pause = launched ? kFirstPause : std::min<Duration>(pause * 2, kLongestPause);

        const auto since = SteadyClock::now();
        const int processFd = launched ? Postmaster::openFd(m_pid) : -1;
        std::array<pollfd, 2> waits{pollfd{m_stopEvent, POLLIN, 0}, pollfd{processFd, POLLIN, 0}};
        while (::poll(waits.data(), processFd >= 0 ? 2 : 1, launched ? -1 : static_cast<int>(pause.count())) < 0
               && errno == EINTR) { }
        if (processFd >= 0)
            ::close(processFd);
        const bool stopping = (waits[0].revents & POLLIN) != 0;
        if (stopping) {
            if (const auto running = Postmaster::find(m_data))
                running->stop();
        } else if (launched && SteadyClock::now() - since < kLongestPause) {
            // It died young: do not spin.
            pollfd stop{m_stopEvent, POLLIN, 0};
            ::poll(&stop, 1, static_cast<int>(pause.count()));
        }
        process.waitForFinished();
        m_pid = 0;
        if (stopping)
            return;
    }
}

void EmbeddedCluster::stop()
{
    const quint64 one = 1;
    if (m_watcher.joinable() && ::write(m_stopEvent, &one, sizeof one) == sizeof one)
        m_watcher.join();
    if (m_socketFolder != m_data)
        QDir().rmdir(m_socketFolder);
}

qint64 EmbeddedCluster::pid() const
{
    return m_pid;
}

} // namespace pos::cluster
