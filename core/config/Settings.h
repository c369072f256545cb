// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/base/Secret.h"

#include <QByteArrayList>
#include <QMap>
#include <QProcessEnvironment>
#include <QStringList>

#include <array>

namespace pos::config {

// Where a setting may come from, the first that has a non-empty value wins: environment, .env, DATA/settings.env.
struct Sources {
    QProcessEnvironment environment;
    QString dotEnvFile; // empty: none; a file that is not there is none
    QString dataDir;    // absolute
    int portBase = 8080;
};

// What the operator chose, checked. A value: loaded once by main(), handed down by const reference, read from any
// thread. An empty text or Secret means "not set": then the embedded part is used.
struct Settings {
    QString dataDir;
    int portBase = 8080; // gateway here, the other services on the seven ports above

    QString environment = QStringLiteral("store"); // development, store, production
    QString logLevel = QStringLiteral("info");     // debug, info, warn, error

    Secret databaseUrl;
    Secret databaseAdminUrl;
    Secret databaseSystemUrl;

    QStringList kafkaBrokers; // host:port
    QString kafkaSecurityProtocol = QStringLiteral("PLAINTEXT"); // SSL, SASL_PLAINTEXT, SASL_SSL
    QString kafkaSaslMechanism = QStringLiteral("PLAIN");        // SCRAM-SHA-256, SCRAM-SHA-512
    QString kafkaSaslUsername;
    Secret kafkaSaslPassword;
    QString kafkaCaFile;
    QString kafkaCertificateFile;
    QString kafkaKeyFile;
    int kafkaTopicPartitions = 8;
    int kafkaTopicReplication = 0; // 0: the brokers' own
    int kafkaTopicRetentionDays = 7;
    QString redisAddress;
    Secret redisPassword;
    int redisDb = 0;
    bool redisTls = false;
    QString redisCaFile;
    QString vaultAddress;
    Secret vaultToken;
    QString vaultRoleId;
    Secret vaultSecretId;
    QString vaultAuthorityFile; // empty: the system's
    QString vaultTransitKeyName;
    QString encryptionKeyPath; // absolute; DATA/keys/master.key unless set

    QString smtpHost;
    int smtpPort = 587;
    QString smtpUsername;
    Secret smtpPassword;
    QString smtpFrom;

    QString listenAddress = QStringLiteral("127.0.0.1"); // the gateway's
    int lanPort = 8443;
    QString serviceListen = QStringLiteral("127.0.0.1"); // the other services'
    Secret internalKey; // empty: a key of the key folder, for processes of this machine
    std::array<QStringList, 8> serviceUrls; // by contract::Service; empty: in this process
    int workers = 0;                    // 0: four a processor, see workerCount()
    bool registrationOpen = false;
    int ratePerAddress = 200; // requests a second, twice that at once; 0: no limit
    int ratePerUser = 100;

    QString otlpEndpoint; // of the collector of traces

    QString backupDir;  // absolute; DATA/backups unless set
    int backupAt = 150; // minutes after midnight, in the machine's zone

    QStringList warnings; // sentences for the log and for `posctl doctor`

    bool isProduction() const { return environment == QLatin1String("production"); }
    bool isDevelopment() const { return environment == QLatin1String("development"); }
    int workerCount() const;
    // Where a service that is not in this process is reached: as set, or else at its port of this machine.
    QList<QByteArray> instancesOf(int service) const;

    // Error: Invalid, one field per wrong setting; `detail` is the sentences to print, one a line, without secrets.
    static Result<Settings> load(const Sources &sources);
};

// ~/.local/share/pos-backoffice (XDG_DATA_HOME), for root /var/lib/pos-backoffice.
QString defaultDataDir();

// NAME=value lines as in a .env file: comments, `export`, single and double quotes. Error: Invalid, with file and line.
Result<QMap<QByteArray, QString>> readEnvFile(const QString &path);

} // namespace pos::config
