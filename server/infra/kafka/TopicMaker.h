// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/kafka/Handle.h"

namespace pos::kafka {

// Makes our topics with the partitions and the retention that were stated. One that is there stays as it is: another
// number of partitions would send a key's later events past its earlier ones.
class TopicMaker {
public:
    TopicMaker(rd_kafka_t *handle, const Options &options, logging::Logger &log)
        : m_handle(handle), m_options(options), m_log(log)
    {
    }

    // Blocks up to Options::answerWithin. Unavailable with the topic's name and the broker's reason.
    Result<void> makeMissing(const rd_kafka_metadata_t &found);

private:
    Result<void> make(const QList<QByteArray> &names);
    QList<QByteArray> missing(const rd_kafka_metadata_t &found) const;

    rd_kafka_t *m_handle;
    const Options &m_options;
    logging::Logger &m_log;
};

} // namespace pos::kafka
