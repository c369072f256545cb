// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/BackupRuns.h"

#include <QDateTime>
#include <QDir>

namespace pos::runtime {

using cluster::Backup;

namespace {

constexpr Duration kLookAgain = std::chrono::minutes(10);

QByteArray kindOf(const QString &file)
{
    return file.startsWith(QStringLiteral("daily-"))     ? "daily"
           : file.startsWith(QStringLiteral("upgrade-")) ? "upgrade"
                                                         : "manual";
}

} // namespace

BackupRuns::BackupRuns(const cluster::DatabaseHost &host, const Clock &clock, QString folder)
    : m_host(host), m_clock(clock), m_folder(std::move(folder))
{
}

BackupRuns::~BackupRuns()
{
    stop();
}

outbox::AuditEntry BackupRuns::auditEntry(const QString &file, const Result<Backup::Manifest> &made)
{
    outbox::AuditEntry entry;
    entry.action = made ? "backup.made" : "backup.failed";
    entry.entity = "backup";
    entry.details = {{QStringLiteral("file"), file}, {QStringLiteral("bytes"), made ? made->bytes : 0}};
    return entry;
}

void BackupRuns::stop()
{
    m_stopping = true;
    if (m_thread.joinable())
        m_thread.join();
}

bool BackupRuns::begin()
{
    const std::lock_guard lock(m_mutex);
    if (m_state.running || m_stopping)
        return false;
    m_state.running = true;
    m_state.startedAt = m_clock.now();
    m_bytes = 0;
    return true;
}

void BackupRuns::end(const Result<Backup::Manifest> &made)
{
    const std::lock_guard lock(m_mutex);
    m_state.running = false;
    m_lookAgain = {};
    m_state.failure = made ? std::nullopt : std::optional(Failure{m_clock.now(), made.error().detail});
}

bool BackupRuns::start(Done done)
{
    if (!begin())
        return false;
    if (m_thread.joinable())
        m_thread.join(); // the one before: it has ended
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(m_clock.now().time_since_epoch().count());
    const QString file = QStringLiteral("manual-%1.posbackup").arg(now.toString(QStringLiteral("yyyy-MM-dd-hhmmss")));
    m_thread = std::thread([this, file, done = std::move(done)] {
        const auto made = run(file);
        done(file, made);
        end(made);
    });
    return true;
}

Result<void> BackupRuns::daily(const Done &done)
{
    const QString file = Backup::dailyName(m_clock);
    if (QFile::exists(QDir(m_folder).filePath(file)) || !begin())
        return {};
    const auto made = run(file);
    if (made)
        Backup::removeOldDailies(m_folder);
    done(file, made);
    end(made);
    return made ? Result<void>() : fail(made.error());
}

Result<Backup::Manifest> BackupRuns::run(const QString &file)
{
    POS_CHECK(Backup::makeFolder(m_folder));
    return Backup::write(m_host, m_clock, QDir(m_folder).filePath(file), [this](qint64 bytes) {
        m_bytes = bytes;
        return !m_stopping.load();
    });
}

BackupRuns::State BackupRuns::state() const
{
    const std::lock_guard lock(m_mutex);
    State state = m_state;
    state.bytes = m_bytes;
    return state;
}

std::optional<Instant> BackupRuns::newest() const
{
    const std::lock_guard lock(m_mutex);
    if (m_clock.now() >= m_lookAgain) {
        m_lookAgain = m_clock.now() + kLookAgain;
        const QList<Item> items = list();
        m_newest = items.isEmpty() || !items.first().fault.isEmpty() ? std::nullopt
                                                                     : std::optional(items.first().manifest.made);
    }
    return m_newest;
}

QList<BackupRuns::Item> BackupRuns::list() const
{
    const QDir folder(m_folder);
    const QStringList files = folder.entryList({QStringLiteral("*.posbackup")}, QDir::Files);
    QList<Item> items;
    for (const QString &file : files) {
        Item item{file, kindOf(file), {}, {}};
        auto manifest = Backup::readManifest(folder.filePath(file));
        if (manifest)
            item.manifest = std::move(*manifest);
        else
            item.fault = manifest.error().detail;
        items.append(std::move(item));
    }
    std::sort(items.begin(), items.end(),
              [](const Item &a, const Item &b) { return a.manifest.made > b.manifest.made; });
    return items;
}

} // namespace pos::runtime
