// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/SettingsTable.h"

#include "core/contract/Routes.h"

#include <QRegularExpression>
#include <QUrl>

namespace pos::config {

namespace {

using contract::Service;

template<Service service>
void assignUrl(Settings &settings, const QString &value)
{
    settings.serviceUrls[static_cast<size_t>(service)] = value.split(u',');
}

Secret secretOf(const QString &value)
{
    return Secret(value.toUtf8());
}

bool isInteger(const QString &value, const char *range)
{
    const QList<QByteArray> bounds = QByteArray(range).replace("..", ".").split('.');
    bool ok = false;
    const qint64 number = value.toLongLong(&ok);
    return ok && number >= bounds[0].toLongLong() && number <= bounds[1].toLongLong();
}

bool isHostPort(const QString &value)
{
    static const QRegularExpression pattern(QStringLiteral("^(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9._-]+):([0-9]{1,5})$"));
    const QRegularExpressionMatch match = pattern.match(value);
    return match.hasMatch() && isInteger(match.captured(2), "1..65535");
}

bool isHttpUrl(const QString &value)
{
    const QUrl url(value, QUrl::StrictMode);
    return url.isValid() && (url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https"))
           && !url.host().isEmpty() && url.userInfo().isEmpty() && !url.hasQuery() && !url.hasFragment();
}

} // namespace

const std::vector<SettingSpec> &settingsTable()
{
    static const std::vector<SettingSpec> table{
        {"Program", "POS_ENV", Kind::Choice, "store", "development|store|production",
         "What this installation is for. production refuses the embedded database, a key file and plain http to other "
         "parts.",
         [](Settings &s, const QString &v) { s.environment = v; }},
        {"Program", "LOG_LEVEL", Kind::Choice, "info", "debug|info|warn|error",
         "The least serious line that is logged.", [](Settings &s, const QString &v) { s.logLevel = v; }},
        {"Program", "POS_LISTEN", Kind::Host, "127.0.0.1", "",
         "Address the gateway listens on; the other services have POS_SERVICE_LISTEN.",
         [](Settings &s, const QString &v) { s.listenAddress = v; }},
        {"Program", "POS_LAN_PORT", Kind::Integer, "8443", "1..65535",
         "Port for tills and tablets on the local network, over HTTPS.",
         [](Settings &s, const QString &v) { s.lanPort = v.toInt(); }, false, false},
        {"Program", "POS_WORKERS", Kind::Integer, "", "1..64",
         "Threads that work on requests, each with a database connection. Unset: four a processor.",
         [](Settings &s, const QString &v) { s.workers = v.toInt(); }},
        {"Program", "POS_RATE_PER_ADDRESS", Kind::Integer, "200", "0..1000000",
         "Requests a second the gateway takes from one address, twice as many at once. 0: no limit.",
         [](Settings &s, const QString &v) { s.ratePerAddress = v.toInt(); }},
        {"Program", "POS_RATE_PER_USER", Kind::Integer, "100", "0..1000000",
         "Requests a second a signed-in user may make, twice as many at once. 0: no limit.",
         [](Settings &s, const QString &v) { s.ratePerUser = v.toInt(); }},
        {"Program", "POS_REGISTRATION", Kind::Choice, "closed", "closed|open",
         "Whether anyone may register a further shop. The first shop can always be made.",
         [](Settings &s, const QString &v) { s.registrationOpen = v == QLatin1String("open"); }},

        {"Database (unset: a private PostgreSQL in the data folder)", "DATABASE_URL", Kind::PostgresUrl, "", "",
         "PostgreSQL 15 or newer, as the application's role. Several hosts may be named.",
         [](Settings &s, const QString &v) { s.databaseUrl = secretOf(v); }, true},
        {"Database (unset: a private PostgreSQL in the data folder)", "DATABASE_ADMIN_URL", Kind::PostgresUrl, "", "",
         "The same database as the owner of the schema, for migrations. Unset: DATABASE_URL with SET ROLE.",
         [](Settings &s, const QString &v) { s.databaseAdminUrl = secretOf(v); }, true},
        {"Database (unset: a private PostgreSQL in the data folder)", "DATABASE_SYSTEM_URL", Kind::PostgresUrl, "", "",
         "The same database as the system role, for backup, relay and scheduled jobs. Unset: DATABASE_URL with SET "
         "ROLE.",
         [](Settings &s, const QString &v) { s.databaseSystemUrl = secretOf(v); }, true},
        {"Database (unset: a private PostgreSQL in the data folder)", "POS_BACKUP_DIR", Kind::Path, "", "",
         "Folder of the daily backups. Unset: backups/ in the data folder.",
         [](Settings &s, const QString &v) { s.backupDir = v; }},
        {"Database (unset: a private PostgreSQL in the data folder)", "POS_BACKUP_AT", Kind::TimeOfDay, "02:30", "",
         "When the daily backup starts, local time.",
         [](Settings &s, const QString &v) { s.backupAt = v.left(2).toInt() * 60 + v.mid(3).toInt(); }},

        {"Events (unset: delivered in process)", "KAFKA_BROKERS", Kind::HostPorts, "", "",
         "Kafka brokers, separated by commas.", [](Settings &s, const QString &v) { s.kafkaBrokers = v.split(u','); }},
        {"Events (unset: delivered in process)", "KAFKA_SECURITY_PROTOCOL", Kind::Choice, "PLAINTEXT",
         "PLAINTEXT|SSL|SASL_PLAINTEXT|SASL_SSL",
         "How the brokers are spoken to: in clear or with TLS (SSL), with "
         "sign-in (SASL) or without.",
         [](Settings &s, const QString &v) { s.kafkaSecurityProtocol = v; }},
        {"Events (unset: delivered in process)", "KAFKA_SASL_MECHANISM", Kind::Choice, "PLAIN",
         "PLAIN|SCRAM-SHA-256|SCRAM-SHA-512", "How the server signs in.",
         [](Settings &s, const QString &v) { s.kafkaSaslMechanism = v; }},
        {"Events (unset: delivered in process)", "KAFKA_SASL_USERNAME", Kind::Text, "", "", "Its name there.",
         [](Settings &s, const QString &v) { s.kafkaSaslUsername = v; }},
        {"Events (unset: delivered in process)", "KAFKA_SASL_PASSWORD", Kind::Text, "", "", "Its password.",
         [](Settings &s, const QString &v) { s.kafkaSaslPassword = secretOf(v); }, true},
        {"Events (unset: delivered in process)", "KAFKA_CA_FILE", Kind::Path, "", "",
         "Authorities that the brokers' certificates are checked against, PEM. Unset: those of the system.",
         [](Settings &s, const QString &v) { s.kafkaCaFile = v; }},
        {"Events (unset: delivered in process)", "KAFKA_CERTIFICATE_FILE", Kind::Path, "", "",
         "The server's own certificate, PEM, where the brokers ask for one.",
         [](Settings &s, const QString &v) { s.kafkaCertificateFile = v; }},
        {"Events (unset: delivered in process)", "KAFKA_KEY_FILE", Kind::Path, "", "", "Its key, PEM.",
         [](Settings &s, const QString &v) { s.kafkaKeyFile = v; }},
        {"Events (unset: delivered in process)", "KAFKA_TOPIC_PARTITIONS", Kind::Integer, "8", "1..256",
         "Partitions of a topic the server makes; a topic that is there keeps its own.",
         [](Settings &s, const QString &v) { s.kafkaTopicPartitions = v.toInt(); }},
        {"Events (unset: delivered in process)", "KAFKA_TOPIC_REPLICATION", Kind::Integer, "", "1..9",
         "Copies of a topic the server makes. Unset: as the brokers are set.",
         [](Settings &s, const QString &v) { s.kafkaTopicReplication = v.toInt(); }},
        {"Events (unset: delivered in process)", "KAFKA_TOPIC_RETENTION_DAYS", Kind::Integer, "7", "1..365",
         "How long a topic the server makes keeps its events.",
         [](Settings &s, const QString &v) { s.kafkaTopicRetentionDays = v.toInt(); }},

        {"Cache and locks (unset: in process)", "REDIS_ADDR", Kind::HostPort, "", "",
         "Redis 7, a single one: sessions, limits and locks that all processes share. The server runs without it, too.",
         [](Settings &s, const QString &v) { s.redisAddress = v; }},
        {"Cache and locks (unset: in process)", "REDIS_PASSWORD", Kind::Text, "", "", "Its password.",
         [](Settings &s, const QString &v) { s.redisPassword = secretOf(v); }, true},
        {"Cache and locks (unset: in process)", "REDIS_DB", Kind::Integer, "0", "0..15", "Its database.",
         [](Settings &s, const QString &v) { s.redisDb = v.toInt(); }},
        {"Cache and locks (unset: in process)", "REDIS_TLS", Kind::Choice, "off", "off|on",
         "Whether it is spoken to over TLS.",
         [](Settings &s, const QString &v) { s.redisTls = v == QLatin1String("on"); }},
        {"Cache and locks (unset: in process)", "REDIS_CA_FILE", Kind::Path, "", "",
         "Authorities that its certificate is checked against, PEM. Unset: those of the system.",
         [](Settings &s, const QString &v) { s.redisCaFile = v; }},

        {"Keys (unset: a key file)", "VAULT_ADDR", Kind::HttpUrl, "", "",
         "Vault with the Transit engine, as posctl vault init prepares it.",
         [](Settings &s, const QString &v) { s.vaultAddress = v; }},
        {"Keys (unset: a key file)", "VAULT_TOKEN", Kind::Text, "", "", "Its token, or else the role below.",
         [](Settings &s, const QString &v) { s.vaultToken = secretOf(v); }, true},
        {"Keys (unset: a key file)", "VAULT_ROLE_ID", Kind::Text, "", "", "AppRole: the role.",
         [](Settings &s, const QString &v) { s.vaultRoleId = v; }},
        {"Keys (unset: a key file)", "VAULT_SECRET_ID", Kind::Text, "", "", "AppRole: its secret.",
         [](Settings &s, const QString &v) { s.vaultSecretId = secretOf(v); }, true},
        {"Keys (unset: a key file)", "VAULT_CACERT", Kind::Path, "", "",
         "PEM file of the authority that signed Vault's certificate. Unset: the system's.",
         [](Settings &s, const QString &v) { s.vaultAuthorityFile = v; }},
        {"Keys (unset: a key file)", "VAULT_TRANSIT_KEY_NAME", Kind::Name, "pii-kek", "",
         "Name of the key that wraps data keys.", [](Settings &s, const QString &v) { s.vaultTransitKeyName = v; }},
        {"Keys (unset: a key file)", "ENCRYPTION_KEY_PATH", Kind::Path, "", "",
         "The key file, mode 0600. Keep a copy elsewhere: without it personal data cannot be read. Unset: "
         "keys/master.key in the data folder.",
         [](Settings &s, const QString &v) { s.encryptionKeyPath = v; }},

        {"Mail (unset: mails are kept and shown in the window)", "SMTP_HOST", Kind::Host, "", "", "Mail server.",
         [](Settings &s, const QString &v) { s.smtpHost = v; }},
        {"Mail (unset: mails are kept and shown in the window)", "SMTP_PORT", Kind::Integer, "587", "1..65535",
         "587 with STARTTLS, 465 with TLS from the start.",
         [](Settings &s, const QString &v) { s.smtpPort = v.toInt(); }},
        {"Mail (unset: mails are kept and shown in the window)", "SMTP_USERNAME", Kind::Text, "", "",
         "Unset: no sign-in.", [](Settings &s, const QString &v) { s.smtpUsername = v; }},
        {"Mail (unset: mails are kept and shown in the window)", "SMTP_PASSWORD", Kind::Text, "", "", "Its password.",
         [](Settings &s, const QString &v) { s.smtpPassword = secretOf(v); }, true},
        {"Mail (unset: mails are kept and shown in the window)", "SMTP_FROM", Kind::Mail, "", "",
         "The address mails come from.", [](Settings &s, const QString &v) { s.smtpFrom = v; }},

        {"Traces (unset: none are made)", "OTEL_EXPORTER_OTLP_ENDPOINT", Kind::HttpUrl, "", "",
         "A collector that takes OTLP over HTTP, such as http://127.0.0.1:4318; traces go to /v1/traces there.",
         [](Settings &s, const QString &v) { s.otlpEndpoint = v; }},

        {"Services that run elsewhere (unset: in this process)", "POS_INTERNAL_KEY", Kind::Text, "", "",
         "What gateway and services know each other by: the same in all processes, at least 32 characters. Several "
         "separated by commas: the first signs, all are believed. Unset: internal.key beside the key file.",
         [](Settings &s, const QString &v) { s.internalKey = secretOf(v); }, true},
        {"Services that run elsewhere (unset: in this process)", "POS_SERVICE_LISTEN", Kind::Host, "127.0.0.1", "",
         "Address the services other than the gateway listen on. Another than this machine's own needs "
         "POS_INTERNAL_KEY; they then answer the gateway alone.",
         [](Settings &s, const QString &v) { s.serviceListen = v; }},
        {"Services that run elsewhere (unset: in this process)", "POS_AUTH_URL", Kind::HttpUrls, "", "",
         "auth-service.", assignUrl<Service::Auth>},
        {"Services that run elsewhere (unset: in this process)", "POS_USER_URL", Kind::HttpUrls, "", "",
         "user-service.", assignUrl<Service::User>},
        {"Services that run elsewhere (unset: in this process)", "POS_TENANT_URL", Kind::HttpUrls, "", "",
         "tenant-service.", assignUrl<Service::Tenant>},
        {"Services that run elsewhere (unset: in this process)", "POS_PRODUCT_URL", Kind::HttpUrls, "", "",
         "product-service.", assignUrl<Service::Product>},
        {"Services that run elsewhere (unset: in this process)", "POS_ORDER_URL", Kind::HttpUrls, "", "",
         "order-service.", assignUrl<Service::Order>},
        {"Services that run elsewhere (unset: in this process)", "POS_NOTIFICATION_URL", Kind::HttpUrls, "", "",
         "notification-service.", assignUrl<Service::Notification>},
        {"Services that run elsewhere (unset: in this process)", "POS_AUDIT_URL", Kind::HttpUrls, "", "",
         "audit-service.", assignUrl<Service::Audit>},
    };
    return table;
}

QString allowedText(const SettingSpec &spec)
{
    const QString allowed = QString::fromLatin1(spec.allowed);
    switch (spec.kind) {
    case Kind::Text: return QStringLiteral("any text");
    case Kind::Choice: return QStringLiteral("one of ") + allowed.split(u'|').join(QLatin1String(", "));
    case Kind::Integer:
        return QStringLiteral("a whole number from ")
               + QString(allowed).replace(QLatin1String(".."), QLatin1String(" to "));
    case Kind::HttpUrl: return QStringLiteral("an address such as http://127.0.0.1:8081, without user or query");
    case Kind::HttpUrls: return QStringLiteral("an address such as http://127.0.0.1:8081, several separated by commas");
    case Kind::PostgresUrl: return QStringLiteral("an address such as postgresql://user:password@host:5432/name");
    case Kind::HostPort: return QStringLiteral("host:port");
    case Kind::HostPorts: return QStringLiteral("host:port, several separated by commas");
    case Kind::Host: return QStringLiteral("a host name or an IP address");
    case Kind::Path: return QStringLiteral("a path");
    case Kind::Mail: return QStringLiteral("a mail address");
    case Kind::Name: return QStringLiteral("letters, digits, hyphens and dots");
    case Kind::TimeOfDay: break;
    }
    return QStringLiteral("a time from 00:00 to 23:59");
}

bool isAllowed(const SettingSpec &spec, const QString &value)
{
    static const QRegularExpression host(QStringLiteral("^([A-Za-z0-9._-]+|[0-9A-Fa-f:.]+)$"));
    static const QRegularExpression name(QStringLiteral("^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$"));
    static const QRegularExpression mail(QStringLiteral("^[^\\s@<>\"]+@[^\\s@<>\"]+$"));
    static const QRegularExpression timeOfDay(QStringLiteral("^([01][0-9]|2[0-3]):[0-5][0-9]$"));
    static const QRegularExpression postgres(QStringLiteral("^postgres(ql)?://\\S+$"));
    switch (spec.kind) {
    case Kind::Text: return true;
    case Kind::Path: return !value.contains(QChar::Null);
    case Kind::Choice: return QString::fromLatin1(spec.allowed).split(u'|').contains(value);
    case Kind::Integer: return isInteger(value, spec.allowed);
    case Kind::HttpUrl: return isHttpUrl(value);
    case Kind::HttpUrls: {
        const QStringList parts = value.split(u',');
        return std::all_of(parts.begin(), parts.end(), isHttpUrl);
    }
    case Kind::PostgresUrl: return postgres.match(value).hasMatch();
    case Kind::HostPort: return isHostPort(value);
    case Kind::HostPorts: {
        const QStringList parts = value.split(u',');
        return std::all_of(parts.begin(), parts.end(), isHostPort);
    }
    case Kind::Host: return host.match(value).hasMatch();
    case Kind::Mail: return mail.match(value).hasMatch();
    case Kind::Name: return name.match(value).hasMatch();
    case Kind::TimeOfDay: break;
    }
    return timeOfDay.match(value).hasMatch();
}

QString exampleFile()
{
    QString text = QStringLiteral(
        "# Every setting, made from the settings table: posctl settings > .env.example\n"
        "# Copy to .env beside the program's working folder, or to settings.env in the data folder.\n"
        "# What is not set uses the embedded part. The environment wins over .env, .env over settings.env.\n");
    QString group;
    for (const SettingSpec &spec : settingsTable()) {
        if (!spec.supported)
            continue;
        if (group != QLatin1String(spec.group)) {
            group = QLatin1String(spec.group);
            text += QStringLiteral("\n# --- %1 ---\n").arg(group);
        }
        text +=
            QStringLiteral("\n# %1\n# Allowed: %2.%3\n#%4=%5\n")
                .arg(QLatin1String(spec.help), allowedText(spec), spec.secret ? QStringLiteral(" Secret.") : QString(),
                     QLatin1String(spec.name), QLatin1String(spec.fallback));
    }
    return text;
}

} // namespace pos::config
