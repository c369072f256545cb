// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/kafka/Options.h"

#include "core/config/Settings.h"
#include "server/infra/outbox/Topics.h"

namespace pos::kafka {

std::shared_ptr<const Options> optionsOf(const config::Settings &settings)
{
    auto options = std::make_shared<Options>();
    for (const QString &broker : settings.kafkaBrokers)
        options->brokers.append(broker.toLatin1());
    options->securityProtocol = settings.kafkaSecurityProtocol.toLatin1();
    options->saslMechanism = settings.kafkaSaslMechanism.toLatin1();
    options->saslUsername = settings.kafkaSaslUsername.toUtf8();
    options->saslPassword = settings.kafkaSaslPassword.clone();
    options->caFile = settings.kafkaCaFile.toLocal8Bit();
    options->certificateFile = settings.kafkaCertificateFile.toLocal8Bit();
    options->keyFile = settings.kafkaKeyFile.toLocal8Bit();
    options->topics = outbox::allTopics();
    options->partitions = settings.kafkaTopicPartitions;
    options->replication = settings.kafkaTopicReplication;
    options->retention = std::chrono::days(settings.kafkaTopicRetentionDays);
    return options;
}

} // namespace pos::kafka
