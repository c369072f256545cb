// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/system/SystemRoutes.h"

#include "core/base/Version.h"
#include "server/infra/outbox/ParkedEvents.h"
#include "server/runtime/Actors.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>

namespace pos::system {

using http::Call;
using http::Response;

namespace {

constexpr auto kSource = "tenant-service";
constexpr int kParkedListed = 200;

// Over all shops: counts alone.
constexpr pg::Statement kMails{"system_mails", R"(
    SELECT count(*) FILTER (WHERE status = 'queued') AS waiting, count(*) FILTER (WHERE status = 'kept') AS kept,
        count(*) FILTER (WHERE status = 'failed') AS failed FROM mail.messages)"};
constexpr pg::Statement kServerVersion{"system_server_version", "SELECT current_setting('server_version') AS version"};

QJsonValue orNull(const std::optional<Instant> &instant)
{
    return instant ? QJsonValue(toRfc3339(*instant)) : QJsonValue();
}

QJsonObject toJson(const runtime::ServiceState &state)
{
    QJsonValue lastError;
    if (state.lastError)
        lastError = QJsonObject{{QStringLiteral("time"), toRfc3339(state.lastError->time)},
                                {QStringLiteral("message"), state.lastError->words}};
    return {{QStringLiteral("service"), QString::fromLatin1(contract::programName(state.service))},
            {QStringLiteral("here"), state.here},
            {QStringLiteral("address"), state.address},
            {QStringLiteral("ready"), state.ready},
            {QStringLiteral("detail"), state.detail.isEmpty() ? QJsonValue() : QJsonValue(state.detail)},
            {QStringLiteral("version"), state.version.isEmpty() ? QJsonValue() : QJsonValue(state.version)},
            {QStringLiteral("since"), orNull(state.since)},
            {QStringLiteral("parts"), state.parts},
            {QStringLiteral("last_error"), lastError}};
}

QJsonObject toJson(const outbox::ParkedEvent &parked)
{
    const outbox::Event &event = parked.event;
    return {{QStringLiteral("id"), event.id.toString()},
            {QStringLiteral("consumer"), QString::fromLatin1(parked.consumer)},
            {QStringLiteral("topic"), QString::fromLatin1(event.topic)},
            {QStringLiteral("type"), QString::fromLatin1(event.type)},
            {QStringLiteral("subject"), QString::fromLatin1(event.subject)},
            {QStringLiteral("occurred_at"), toRfc3339(event.time)},
            {QStringLiteral("parked_at"), toRfc3339(parked.parkedAt)},
            {QStringLiteral("tries"), parked.tries},
            {QStringLiteral("error"), parked.error},
            {QStringLiteral("again"), parked.again}};
}

QJsonObject toJson(const runtime::BackupRuns::Item &item)
{
    const bool readable = item.fault.isEmpty();
    return {{QStringLiteral("file"), item.file},
            {QStringLiteral("kind"), QString::fromLatin1(item.kind)},
            {QStringLiteral("made_at"), readable ? QJsonValue(toRfc3339(item.manifest.made)) : QJsonValue()},
            {QStringLiteral("bytes"), item.manifest.bytes},
            {QStringLiteral("schema"), item.manifest.schema},
            {QStringLiteral("program"), item.manifest.program},
            {QStringLiteral("fault"), readable ? QJsonValue() : QJsonValue(item.fault)}};
}

// One line as it was written: what every line has, and the rest below "fields".
QJsonObject toLine(QJsonObject line)
{
    const QByteArray id =
        QCryptographicHash::hash(QJsonDocument(line).toJson(QJsonDocument::Compact), QCryptographicHash::Sha1);
    QJsonObject made{{QStringLiteral("id"), QString::fromLatin1(id.toHex().left(20))}};
    for (const char *name : {"time", "level", "service", "message"})
        made[QLatin1StringView(name)] = line.take(QLatin1StringView(name));
    made[QStringLiteral("fields")] = line;
    return made;
}

Result<std::optional<LogReader::Position>> positionOf(const Call &call)
{
    POS_TRY(const QJsonObject cursor, call.cursor());
    if (cursor.isEmpty())
        return std::optional<LogReader::Position>();
    contract::JsonReader reader(cursor, QStringLiteral("cursor"));
    const QString time = reader.text("time", {24, 24});
    const qint64 skip = reader.integer("skip", 0, 1'000'000);
    POS_CHECK(reader.finish());
    return std::optional(LogReader::Position{time.toLatin1(), static_cast<int>(skip)});
}

QJsonObject part(const char *name, bool isOutside, const QString &detail)
{
    return {{QStringLiteral("part"), QLatin1StringView(name)},
            {QStringLiteral("kind"), isOutside ? QStringLiteral("outside") : QStringLiteral("embedded")},
            {QStringLiteral("detail"), detail.isEmpty() ? QJsonValue() : QJsonValue(detail)}};
}

} // namespace

SystemRoutes::SystemRoutes(pg::Database &database, const Clock &clock, const runtime::Installation *installation)
    : m_database(database), m_clock(clock), m_installation(installation), m_waiting(database, clock)
{
}

void SystemRoutes::bind(http::Endpoints &endpoints)
{
    bind(endpoints, "GET", "/api/v1/system/services", &SystemRoutes::services);
    bind(endpoints, "GET", "/api/v1/system/logs", &SystemRoutes::logs);
    bind(endpoints, "GET", "/api/v1/system/events/parked", &SystemRoutes::parked);
    bind(endpoints, "POST", "/api/v1/system/events/parked/{id}/retry", &SystemRoutes::retryParked);
    bind(endpoints, "GET", "/api/v1/system/shops", &SystemRoutes::waitingShops);
    bind(endpoints, "POST", "/api/v1/system/shops/{id}/confirm", &SystemRoutes::confirmShop);
    bind(endpoints, "GET", "/api/v1/system/backups", &SystemRoutes::backups);
    bind(endpoints, "POST", "/api/v1/system/backups", &SystemRoutes::startBackup);
    bind(endpoints, "PUT", "/api/v1/system/backups/keys", &SystemRoutes::keepKeys);
}

void SystemRoutes::bind(http::Endpoints &endpoints, const char *method, const char *pattern, Handler handler)
{
    endpoints.bind(method, pattern, [this, handler](const Call &call) -> Result<Response> {
        POS_CHECK(admit(call));
        return (this->*handler)(call);
    });
}

Result<void> SystemRoutes::admit(const Call &call)
{
    if (!m_installation)
        return fail(Error::unavailable(QStringLiteral("no_installation"),
                                       QStringLiteral("this process does not know the whole server")));
    const std::lock_guard lock(m_mutex);
    if (m_shop.isNull()) {
        POS_TRY(m_shop, runtime::shopThatRunsTheServer(m_database));
    }
    if (call.principal().tenant != m_shop)
        return fail(Error::notFound(QStringLiteral("server: another shop runs it")));
    return {};
}

Result<void> SystemRoutes::record(const Id &tenant, const outbox::Actor &actor, const char *action, const char *entity,
                                  const QJsonObject &details) const
{
    outbox::AuditEntry entry;
    entry.action = action;
    entry.entity = entity;
    entry.details = details;
    return outbox::recordAudit(m_database, m_clock, kSource, tenant, actor, entry);
}

QJsonArray SystemRoutes::outsideParts() const
{
    const config::Settings &settings = m_installation->settings;
    const auto version = m_database.asSystem([](pg::Transaction &tx) -> Result<QString> {
        POS_TRY(const pg::Rows rows, tx.run(kServerVersion));
        return rows.first().text("version");
    });
    const QString brokers = settings.kafkaBrokers.join(QStringLiteral(", "));
    const Result<void> events = m_installation->checkEvents();
    const Result<void> cache = m_installation->checkCache();
    const bool hasVault = !settings.vaultAddress.isEmpty();
    const bool hasMailServer = !settings.smtpHost.isEmpty();
    return {part("postgresql", !cluster::DatabaseHost::isEmbedded(settings), version.value_or(QString())),
            part("events", !brokers.isEmpty(), events ? brokers : events.error().detail),
            part("cache", !settings.redisAddress.isEmpty(), cache ? settings.redisAddress : cache.error().detail),
            part("keys", hasVault, hasVault ? settings.vaultAddress : settings.encryptionKeyPath),
            part("mail", hasMailServer,
                 hasMailServer ? QStringLiteral("%1:%2").arg(settings.smtpHost).arg(settings.smtpPort) : QString())};
}

Result<Response> SystemRoutes::services(const Call &call)
{
    POS_CHECK(call.allowQuery({}));
    QJsonArray items;
    for (const runtime::ServiceState &state : m_installation->services())
        items.append(toJson(state));
    struct Mails {
        qint64 waiting = 0, kept = 0, failed = 0;
    };
    POS_TRY(const Mails mails, m_database.asSystem([](pg::Transaction &tx) -> Result<Mails> {
        POS_TRY(const pg::Rows rows, tx.run(kMails));
        const pg::Row row = rows.first();
        return Mails{row.i64("waiting"), row.i64("kept"), row.i64("failed")};
    }));
    const config::Settings &settings = m_installation->settings;
    return Response::json(
        200, {{QStringLiteral("version"), version()},
              {QStringLiteral("started_at"), toRfc3339(m_installation->startedAt)},
              {QStringLiteral("listen"), QStringLiteral("%1:%2").arg(settings.listenAddress).arg(settings.portBase)},
              {QStringLiteral("items"), items},
              {QStringLiteral("parts"), outsideParts()},
              {QStringLiteral("events"), QJsonObject{{QStringLiteral("waiting"), m_installation->eventsWaiting()},
                                                     {QStringLiteral("parked"), m_installation->eventsParked()}}},
              {QStringLiteral("mails"), QJsonObject{{QStringLiteral("waiting"), mails.waiting},
                                                    {QStringLiteral("kept"), mails.kept},
                                                    {QStringLiteral("failed"), mails.failed}}}});
}

Result<Response> SystemRoutes::logs(const Call &call)
{
    POS_CHECK(call.allowQuery({"service", "level", "q", "limit", "cursor"}));
    const LogReader reader(m_installation->logFolder);
    LogReader::Query query;
    POS_TRY(const auto level, call.queryOneOf("level", {QStringLiteral("debug"), QStringLiteral("info"),
                                                        QStringLiteral("warn"), QStringLiteral("error")}));
    QStringList known;
    for (const QByteArray &name : reader.services())
        known.append(QString::fromLatin1(name));
    POS_TRY(const auto service, call.queryOneOf("service", known));
    query.service = service.value_or(QString()).toLatin1();
    query.level = level.value_or(QString()).toLatin1();
    query.text = call.query("q").value_or(QString());
    POS_TRY(query.limit, call.limit());
    POS_TRY(query.before, positionOf(call));
    const LogReader::Page page = reader.read(query);
    QJsonArray items;
    for (const QJsonObject &line : page.lines)
        items.append(toLine(line));
    std::optional<QJsonObject> next;
    if (page.next)
        next = QJsonObject{{QStringLiteral("time"), QString::fromLatin1(page.next->time)},
                           {QStringLiteral("skip"), page.next->skip}};
    return Response::page(items, next);
}

Result<Response> SystemRoutes::parked(const Call &call)
{
    POS_CHECK(call.allowQuery({}));
    POS_TRY(const auto events,
            m_database.asSystem([](pg::Transaction &tx) { return outbox::parked::list(tx, kParkedListed); }));
    QJsonArray items;
    for (const outbox::ParkedEvent &event : events)
        items.append(toJson(event));
    return Response::page(items, {});
}

Result<Response> SystemRoutes::retryParked(const Call &call)
{
    POS_TRY(const Id id, call.pathId("id"));
    POS_TRY(const qint64 count,
            m_database.asSystem([&](pg::Transaction &tx) { return outbox::parked::tryAgain(tx, id, m_clock.now()); }));
    if (count == 0)
        return fail(Error::notFound(QStringLiteral("parked event")));
    POS_CHECK(record(call.principal().tenant, runtime::actorOf(call), "event.retried", "event",
                     {{QStringLiteral("event_id"), id.toString()}}));
    return Response::json(202, {{QStringLiteral("status"), QStringLiteral("accepted")}});
}

Result<Response> SystemRoutes::waitingShops(const Call &call)
{
    POS_CHECK(call.allowQuery({}));
    POS_TRY(const auto shops, m_waiting.list());
    QJsonArray items;
    for (const WaitingShop &shop : shops)
        items.append(QJsonObject{{QStringLiteral("id"), shop.id.toString()},
                                 {QStringLiteral("name"), shop.name},
                                 {QStringLiteral("slug"), shop.slug},
                                 {QStringLiteral("created_at"), toRfc3339(shop.createdAt)}});
    return Response::page(items, {});
}

Result<Response> SystemRoutes::confirmShop(const Call &call)
{
    POS_TRY(const Id shop, call.pathId("id"));
    POS_CHECK(m_waiting.confirm(shop, call.principal().tenant, runtime::actorOf(call)));
    return Response::noContent();
}

QString SystemRoutes::keysNote() const
{
    return m_installation->settings.dataDir + QStringLiteral("/keys-kept-elsewhere");
}

QJsonObject SystemRoutes::backupState() const
{
    const runtime::BackupRuns &runs = m_installation->backups;
    const config::Settings &settings = m_installation->settings;
    const runtime::BackupRuns::State state = runs.state();
    const bool isEmbedded = cluster::DatabaseHost::isEmbedded(settings);
    QJsonValue running;
    if (state.running)
        running = QJsonObject{{QStringLiteral("started_at"), toRfc3339(state.startedAt)},
                              {QStringLiteral("bytes"), state.bytes}};
    QJsonValue failure;
    if (state.failure)
        failure = QJsonObject{{QStringLiteral("at"), toRfc3339(state.failure->at)},
                              {QStringLiteral("message"), state.failure->sentence}};
    QFile note(keysNote());
    QJsonValue kept;
    if (note.open(QIODevice::ReadOnly))
        kept = QString::fromLatin1(note.readAll().trimmed());
    return {{QStringLiteral("folder"), runs.folder()},
            {QStringLiteral("daily_at"), isEmbedded
                                             ? QJsonValue(QStringLiteral("%1:%2")
                                                              .arg(settings.backupAt / 60, 2, 10, QLatin1Char('0'))
                                                              .arg(settings.backupAt % 60, 2, 10, QLatin1Char('0')))
                                             : QJsonValue()},
            {QStringLiteral("daily_kept"), cluster::Backup::kDailyKept},
            {QStringLiteral("running"), running},
            {QStringLiteral("failure"), failure},
            {QStringLiteral("keys"),
             QJsonObject{{QStringLiteral("path"), settings.encryptionKeyPath}, {QStringLiteral("kept_at"), kept}}}};
}

Result<Response> SystemRoutes::backups(const Call &call)
{
    POS_CHECK(call.allowQuery({}));
    QJsonObject document = backupState();
    QJsonArray items;
    for (const runtime::BackupRuns::Item &item : m_installation->backups.list())
        items.append(toJson(item));
    document[QStringLiteral("items")] = items;
    document[QStringLiteral("next_cursor")] = QJsonValue();
    return Response::json(200, document);
}

Result<Response> SystemRoutes::startBackup(const Call &call)
{
    POS_TRY(contract::JsonReader body, call.json());
    POS_CHECK(body.finish());
    const Id tenant = call.principal().tenant;
    const outbox::Actor actor = runtime::actorOf(call);
    const bool started = m_installation->backups.start([this, tenant, actor](const QString &file, const auto &made) {
        // A backup that is made but not recorded stays a good backup.
        (void)outbox::recordAudit(m_database, m_clock, kSource, tenant, actor,
                                  runtime::BackupRuns::auditEntry(file, made));
    });
    if (started)
        POS_CHECK(record(tenant, actor, "backup.started", "backup"));
    return Response::json(202, backupState());
}

Result<Response> SystemRoutes::keepKeys(const Call &call)
{
    POS_TRY(contract::JsonReader body, call.json());
    const bool kept = body.boolean("kept", false);
    POS_CHECK(body.finish());
    if (!kept)
        return fail(Error::invalid(QStringLiteral("kept"), QStringLiteral("not_allowed"),
                                   QStringLiteral("must be true: a copy of the keys lies in another place")));
    QSaveFile note(keysNote());
    const QByteArray now = toRfc3339(m_clock.now()).toLatin1();
    if (!note.open(QIODevice::WriteOnly) || note.write(now) != now.size() || !note.commit())
        return fail(Error::unavailable(QStringLiteral("data_folder"),
                                       QStringLiteral("%1 cannot be written: %2").arg(keysNote(), note.errorString()),
                                       60));
    POS_CHECK(record(call.principal().tenant, runtime::actorOf(call), "keys.kept_elsewhere", "keys"));
    return Response::json(200, backupState());
}

} // namespace pos::system
