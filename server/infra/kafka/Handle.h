// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/kafka/Options.h"
#include "server/infra/logging/Logger.h"

#include <librdkafka/rdkafka.h>

#include <functional>
#include <map>

namespace pos::kafka {

struct HandleCloser {
    void operator()(rd_kafka_t *handle) const { rd_kafka_destroy_flags(handle, RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE); }
};
using Handle = std::unique_ptr<rd_kafka_t, HandleCloser>;

// What a handle tells its owner, on the thread that polls it. Outlives the handle, and stays where it is.
struct Listener {
    logging::Logger *log = nullptr;                         // librdkafka's own lines, at level debug; any thread
    std::function<void(const QString &reason)> trouble = {}; // with a broker: a sentence without secrets
    std::function<void(const rd_kafka_message_t &)> report = {};
    std::function<void(rd_kafka_t *, rd_kafka_resp_err_t, rd_kafka_topic_partition_list_t *)> rebalance = {};
};

using Properties = std::map<QByteArray, QByteArray>;

// Error: Invalid, with librdkafka's sentence: a file that is not there, a form it does not know.
Result<Handle> openHandle(rd_kafka_type_t type, const Options &options, const Properties &more, Listener &listener);

QString wordsOf(rd_kafka_resp_err_t error);

} // namespace pos::kafka
