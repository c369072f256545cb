// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/kafka/TopicMaker.h"

namespace pos::kafka {

namespace {

struct TopicCloser {
    void operator()(rd_kafka_NewTopic_t *topic) const { rd_kafka_NewTopic_destroy(topic); }
};
using Topic = std::unique_ptr<rd_kafka_NewTopic_t, TopicCloser>;
using Queue = std::unique_ptr<rd_kafka_queue_t, decltype(&rd_kafka_queue_destroy)>;
using AdminOptions = std::unique_ptr<rd_kafka_AdminOptions_t, decltype(&rd_kafka_AdminOptions_destroy)>;
using Answer = std::unique_ptr<rd_kafka_event_t, decltype(&rd_kafka_event_destroy)>;

Error cannotMake(const QByteArray &topic, const char *why)
{
    return Error::unavailable(QStringLiteral("kafka_topic"),
                              QStringLiteral("kafka: the topic %1 cannot be made: %2")
                                  .arg(QString::fromLatin1(topic), QString::fromUtf8(why)));
}

Topic describe(const QByteArray &name, const Options &options)
{
    Topic topic(rd_kafka_NewTopic_new(name.constData(), options.partitions,
                                      options.replication > 0 ? options.replication : -1, nullptr, 0));
    const auto set = [&topic](const char *property, const QByteArray &value) {
        rd_kafka_NewTopic_set_config(topic.get(), property, value.constData());
    };
    const auto ms = [](auto duration) { return QByteArray::number(qint64{Duration(duration).count()}); };
    set("cleanup.policy", "delete");
    set("retention.ms", ms(options.retention));
    set("segment.ms", ms(kSegment));
    set("max.message.bytes", QByteArray::number(kLargestMessage));
    set("message.timestamp.type", "LogAppendTime"); // an event that waited long is kept as long as any other
    return topic;
}

} // namespace

QList<QByteArray> TopicMaker::missing(const rd_kafka_metadata_t &found) const
{
    QList<QByteArray> names = m_options.topics;
    for (int i = 0; i < found.topic_cnt; ++i) {
        const rd_kafka_metadata_topic_t &topic = found.topics[i];
        if (topic.err == RD_KAFKA_RESP_ERR_NO_ERROR && names.removeOne(topic.topic)
            && topic.partition_cnt != m_options.partitions)
            m_log.warn("kafka: a topic has another number of partitions than the settings say, and keeps it",
                       {{"topic", topic.topic}, {"partitions", topic.partition_cnt}});
    }
    return names;
}

Result<void> TopicMaker::makeMissing(const rd_kafka_metadata_t &found)
{
    const QList<QByteArray> names = missing(found);
    return names.isEmpty() ? Result<void>() : make(names);
}

Result<void> TopicMaker::make(const QList<QByteArray> &names)
{
    std::vector<Topic> topics;
    std::vector<rd_kafka_NewTopic_t *> bare;
    for (const QByteArray &name : names) {
        topics.push_back(describe(name, m_options));
        bare.push_back(topics.back().get());
    }
    const int patience = static_cast<int>(m_options.answerWithin.count());
    const AdminOptions how(rd_kafka_AdminOptions_new(m_handle, RD_KAFKA_ADMIN_OP_CREATETOPICS),
                           &rd_kafka_AdminOptions_destroy);
    rd_kafka_AdminOptions_set_request_timeout(how.get(), patience, nullptr, 0);
    rd_kafka_AdminOptions_set_operation_timeout(how.get(), patience, nullptr, 0);
    const Queue queue(rd_kafka_queue_new(m_handle), &rd_kafka_queue_destroy);
    rd_kafka_CreateTopics(m_handle, bare.data(), bare.size(), how.get(), queue.get());
    const Answer answer(rd_kafka_queue_poll(queue.get(), patience), &rd_kafka_event_destroy);
    if (!answer || rd_kafka_event_error(answer.get()) != RD_KAFKA_RESP_ERR_NO_ERROR)
        return fail(cannotMake(names.first(), answer ? rd_kafka_event_error_string(answer.get()) : "no answer"));
    size_t count = 0;
    const rd_kafka_topic_result_t **made =
        rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(answer.get()), &count);
    for (size_t i = 0; i < count; ++i) {
        const auto error = rd_kafka_topic_result_error(made[i]);
        if (error != RD_KAFKA_RESP_ERR_NO_ERROR && error != RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS)
            return fail(cannotMake(rd_kafka_topic_result_name(made[i]), rd_kafka_topic_result_error_string(made[i])));
    }
    m_log.info("kafka: topics made", {{"topics", names.join(',')}, {"partitions", m_options.partitions}});
    return {};
}

} // namespace pos::kafka
