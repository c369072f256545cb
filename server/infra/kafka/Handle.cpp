// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/kafka/Handle.h"

namespace pos::kafka {

namespace {

struct ConfCloser {
    void operator()(rd_kafka_conf_t *conf) const { rd_kafka_conf_destroy(conf); }
};
using Conf = std::unique_ptr<rd_kafka_conf_t, ConfCloser>;

Listener &listenerOf(void *opaque)
{
    return *static_cast<Listener *>(opaque);
}

void onError(rd_kafka_t *, int error, const char *reason, void *opaque)
{
    // That all are down comes after what is wrong with each, and says less.
    if (listenerOf(opaque).trouble && error != RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN)
        listenerOf(opaque).trouble(QString::fromUtf8(reason));
}

void onLog(const rd_kafka_t *handle, int, const char *facility, const char *words)
{
    if (logging::Logger *log = listenerOf(rd_kafka_opaque(handle)).log)
        log->debug("librdkafka", {{"facility", facility}, {"words", words}});
}

void onReport(rd_kafka_t *, const rd_kafka_message_t *message, void *opaque)
{
    listenerOf(opaque).report(*message);
}

void onRebalance(rd_kafka_t *handle, rd_kafka_resp_err_t error, rd_kafka_topic_partition_list_t *partitions,
                 void *opaque)
{
    listenerOf(opaque).rebalance(handle, error, partitions);
}

Properties propertiesOf(const Options &options)
{
    Properties all{{"bootstrap.servers", options.brokers.join(',')},
                   {"client.id", "pos-server"},
                   {"security.protocol", options.securityProtocol},
                   {"reconnect.backoff.max.ms", "2000"},
                   {"socket.keepalive.enable", "true"},
                   {"socket.timeout.ms", "10000"},
                   {"log.connection.close", "false"}};
    if (options.securityProtocol.startsWith("SASL")) {
        all["sasl.mechanism"] = options.saslMechanism;
        all["sasl.username"] = options.saslUsername;
        all["sasl.password"] = options.saslPassword.reveal();
    }
    if (options.securityProtocol.endsWith("SSL")) {
        const std::pair<const char *, const QByteArray &> files[] = {
            {"ssl.ca.location", options.caFile},
            {"ssl.certificate.location", options.certificateFile},
            {"ssl.key.location", options.keyFile}};
        for (const auto &[name, file] : files) {
            if (!file.isEmpty())
                all[name] = file;
        }
    }
    return all;
}

} // namespace

Result<Handle> openHandle(rd_kafka_type_t type, const Options &options, const Properties &more, Listener &listener)
{
    const Conf conf(rd_kafka_conf_new());
    Properties all = propertiesOf(options);
    for (const auto &[name, value] : more)
        all[name] = value;
    char words[512] = {};
    for (const auto &[name, value] : all) {
        if (rd_kafka_conf_set(conf.get(), name.constData(), value.constData(), words, sizeof words) != RD_KAFKA_CONF_OK)
            return fail(Error{ErrorCode::Invalid, {}, QStringLiteral("kafka: ") + QString::fromUtf8(words)});
    }
    rd_kafka_conf_set_opaque(conf.get(), &listener);
    rd_kafka_conf_set_error_cb(conf.get(), &onError);
    rd_kafka_conf_set_log_cb(conf.get(), &onLog);
    if (listener.report)
        rd_kafka_conf_set_dr_msg_cb(conf.get(), &onReport);
    if (listener.rebalance)
        rd_kafka_conf_set_rebalance_cb(conf.get(), &onRebalance);
    // Takes a copy, and on success keeps it.
    rd_kafka_conf_t *copy = rd_kafka_conf_dup(conf.get());
    Handle handle(rd_kafka_new(type, copy, words, sizeof words));
    if (!handle) {
        rd_kafka_conf_destroy(copy);
        return fail(Error{ErrorCode::Invalid, {}, QStringLiteral("kafka: ") + QString::fromUtf8(words)});
    }
    return handle;
}

QString wordsOf(rd_kafka_resp_err_t error)
{
    return QString::fromUtf8(rd_kafka_err2str(error));
}

} // namespace pos::kafka
