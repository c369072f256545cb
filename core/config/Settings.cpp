// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/SettingsTable.h"

#include "core/base/Version.h"

#include <QDir>
#include <QStandardPaths>
#include <QThread>

#include <unistd.h>

#include <algorithm>

namespace pos::config {

namespace {

constexpr int kWorkersPerProcessor = 4;
constexpr int kMostWorkers = 32;

bool isLoopback(const QString &address)
{
    return address == QLatin1String("::1") || address.startsWith(QLatin1String("127."));
}

struct Found {
    QString value;
    QString where;
};

// One source after the other, the strongest first.
class Lookup {
public:
    Lookup(QProcessEnvironment environment, QString dotEnvFile, QString settingsFile)
        : m_environment(std::move(environment)), m_dotEnvFile(std::move(dotEnvFile)),
          m_settingsFile(std::move(settingsFile))
    {
    }

    Result<void> read()
    {
        if (!m_dotEnvFile.isEmpty()) {
            POS_TRY(m_dotEnv, readEnvFile(m_dotEnvFile));
        }
        POS_TRY(m_settings, readEnvFile(m_settingsFile));
        return {};
    }

    Found find(const char *name) const
    {
        const QString key = QLatin1String(name);
        if (const QString value = m_environment.value(key); !value.isEmpty())
            return {value, QStringLiteral("the environment")};
        if (const QString value = m_dotEnv.value(name); !value.isEmpty())
            return {value, m_dotEnvFile};
        if (const QString value = m_settings.value(name); !value.isEmpty())
            return {value, m_settingsFile};
        return {};
    }

    // A misspelt name in a file would be a setting silently not set. In .env alone ours are looked at: others share it.
    QStringList unknownNames() const
    {
        const auto known = [](const QByteArray &name) {
            const auto &table = settingsTable();
            return std::any_of(table.begin(), table.end(), [&](const SettingSpec &spec) { return name == spec.name; });
        };
        QStringList unknown;
        for (auto it = m_settings.cbegin(); it != m_settings.cend(); ++it) {
            if (!known(it.key()))
                unknown << QStringLiteral("%1 in %2").arg(QLatin1String(it.key()), m_settingsFile);
        }
        for (auto it = m_dotEnv.cbegin(); it != m_dotEnv.cend(); ++it) {
            if (it.key().startsWith("POS_") && !known(it.key()))
                unknown << QStringLiteral("%1 in %2").arg(QLatin1String(it.key()), m_dotEnvFile);
        }
        return unknown;
    }

private:
    QProcessEnvironment m_environment;
    QString m_dotEnvFile;
    QString m_settingsFile;
    QMap<QByteArray, QString> m_dotEnv;
    QMap<QByteArray, QString> m_settings;
};

class Faults {
public:
    void add(const QString &name, const QString &code, const QString &sentence)
    {
        m_fields.append({name, code, sentence});
    }
    bool isEmpty() const { return m_fields.isEmpty(); }
    Error toError() const
    {
        Error error = Error::invalid(m_fields);
        QStringList sentences;
        for (const FieldError &field : m_fields)
            sentences << field.message;
        error.detail = sentences.join(u'\n');
        return error;
    }

private:
    QList<FieldError> m_fields;
};

void refuseForProduction(const Settings &settings, Faults &faults)
{
    const auto refuse = [&faults](const char *name, const char *sentence) {
        faults.add(QLatin1String(name), QStringLiteral("not_for_production"),
                   QStringLiteral("POS_ENV=production: %1 %2").arg(QLatin1String(name), QLatin1String(sentence)));
    };
    if (settings.databaseUrl.isEmpty())
        refuse("DATABASE_URL", "must be set; the embedded database is for one machine");
    if (settings.databaseAdminUrl.isEmpty())
        refuse("DATABASE_ADMIN_URL", "must be set, so that requests cannot change the schema");
    if (settings.databaseSystemUrl.isEmpty())
        refuse("DATABASE_SYSTEM_URL", "must be set, so that requests cannot pass row-level security");
    if (settings.vaultAddress.isEmpty())
        refuse("VAULT_ADDR", "must be set; a key file is refused");
    else if (!settings.vaultAddress.startsWith(QLatin1String("https://")))
        refuse("VAULT_ADDR", "must begin with https://");
    if (settings.smtpHost.isEmpty())
        refuse("SMTP_HOST", "must be set");
    if (settings.logLevel == QLatin1String("debug"))
        refuse("LOG_LEVEL", "must not be debug");
}

void checkKafka(const Settings &settings, Faults &faults)
{
    const auto require = [&faults](const char *name, bool isSet) {
        if (!isSet)
            faults.add(QLatin1String(name), QStringLiteral("required"),
                       QStringLiteral("%1 must be set where KAFKA_SECURITY_PROTOCOL begins with SASL")
                           .arg(QLatin1String(name)));
    };
    if (settings.kafkaSecurityProtocol.startsWith(QLatin1String("SASL"))) {
        require("KAFKA_SASL_USERNAME", !settings.kafkaSaslUsername.isEmpty());
        require("KAFKA_SASL_PASSWORD", !settings.kafkaSaslPassword.isEmpty());
    }
}

} // namespace

int Settings::workerCount() const
{
    return workers > 0 ? workers
                       : std::min(kMostWorkers, kWorkersPerProcessor * std::max(1, QThread::idealThreadCount()));
}

QList<QByteArray> Settings::instancesOf(int service) const
{
    QList<QByteArray> urls;
    for (const QString &url : serviceUrls[static_cast<size_t>(service)])
        urls.append(url.toLatin1());
    if (urls.isEmpty())
        urls.append("http://127.0.0.1:" + QByteArray::number(portBase + service));
    return urls;
}

Result<Settings> Settings::load(const Sources &sources)
{
    Settings settings;
    settings.dataDir = sources.dataDir;
    settings.portBase = sources.portBase;

    Lookup lookup(sources.environment, sources.dotEnvFile, sources.dataDir + QStringLiteral("/settings.env"));
    POS_CHECK(lookup.read());

    Faults faults;
    const QStringList unknown = lookup.unknownNames();
    for (const QString &name : unknown)
        faults.add(name, QStringLiteral("unknown_setting"),
                   QStringLiteral("%1 is no setting of this program; .env.example lists them").arg(name));
    for (const SettingSpec &spec : settingsTable()) {
        const Found found = lookup.find(spec.name);
        const QString name = QLatin1String(spec.name);
        if (found.value.isEmpty()) {
            if (*spec.fallback)
                spec.assign(settings, QLatin1String(spec.fallback));
        } else if (!spec.supported) {
            faults.add(name, QStringLiteral("not_in_this_version"),
                       QStringLiteral("%1 is set in %2, but version %3 does not have this part: unset it")
                           .arg(name, found.where, version()));
        } else if (!isAllowed(spec, found.value)) {
            const QString shown =
                spec.secret ? QStringLiteral("a value that is not shown") : QStringLiteral("\"%1\"").arg(found.value);
            faults.add(
                name, QStringLiteral("not_allowed"),
                QStringLiteral("%1 in %2 is %3; allowed is %4").arg(name, found.where, shown, allowedText(spec)));
        } else {
            spec.assign(settings, found.value);
        }
    }

    const auto placed = [&settings](QString &path, const char *fallback) {
        path = path.isEmpty() ? settings.dataDir + QLatin1Char('/') + QLatin1String(fallback)
                              : QDir::cleanPath(QDir::current().absoluteFilePath(path));
    };
    placed(settings.encryptionKeyPath, "keys/master.key");
    placed(settings.backupDir, "backups");

    if (!settings.smtpHost.isEmpty() && settings.smtpFrom.isEmpty())
        faults.add(QStringLiteral("SMTP_FROM"), QStringLiteral("required"),
                   QStringLiteral("SMTP_FROM must be set where SMTP_HOST is"));
    if (settings.internalKey.isEmpty() && !isLoopback(settings.serviceListen))
        faults.add(QStringLiteral("POS_SERVICE_LISTEN"), QStringLiteral("needs_internal_key"),
                   QStringLiteral("POS_SERVICE_LISTEN=%1 lets others than this machine reach the services: set "
                                  "POS_INTERNAL_KEY here and in the gateway, so that they answer the gateway alone")
                       .arg(settings.serviceListen));
    if (!settings.kafkaBrokers.isEmpty())
        checkKafka(settings, faults);
    const bool hasRole = !settings.vaultRoleId.isEmpty() && !settings.vaultSecretId.isEmpty();
    if (!settings.vaultAddress.isEmpty() && settings.vaultToken.isEmpty() && !hasRole)
        faults.add(
            QStringLiteral("VAULT_TOKEN"), QStringLiteral("required"),
            QStringLiteral("VAULT_TOKEN, or VAULT_ROLE_ID and VAULT_SECRET_ID, must be set where VAULT_ADDR is"));
    if (settings.isProduction())
        refuseForProduction(settings, faults);
    else if (!settings.isDevelopment() && settings.vaultAddress.isEmpty())
        settings.warnings << QStringLiteral("Personal data is protected by the key file %1: keep a copy of it "
                                            "elsewhere, apart from the backups.")
                                 .arg(settings.encryptionKeyPath);
    if (!faults.isEmpty())
        return fail(faults.toError());
    return settings;
}

QString defaultDataDir()
{
    if (geteuid() == 0)
        return QStringLiteral("/var/lib/pos-backoffice");
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/pos-backoffice");
}

} // namespace pos::config
