// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/base/Secret.h"

#include <QByteArrayList>

#include <memory>

namespace pos::config {
struct Settings;
}

namespace pos::kafka {

// How to reach the brokers, and the form of the topics we make there. Shared by all that speak to them.
struct Options {
    QByteArrayList brokers; // "host:port"
    QByteArray securityProtocol = "PLAINTEXT";
    QByteArray saslMechanism = "PLAIN";
    QByteArray saslUsername;
    Secret saslPassword;
    QByteArray caFile;          // empty: the system's authorities
    QByteArray certificateFile; // of this client, where the broker asks for one
    QByteArray keyFile;

    QList<QByteArray> topics; // all that the outbox may hold
    int partitions = 8;
    int replication = 0; // 0: what the brokers do by themselves
    std::chrono::days retention{7};

    Duration askEvery = std::chrono::seconds(1);  // whether the brokers answer
    Duration answerWithin = std::chrono::seconds(4);
    Duration deliverWithin = std::chrono::seconds(15); // a batch of events, from the first to the last report
};

std::shared_ptr<const Options> optionsOf(const config::Settings &settings);

// The largest event: larger ones are laid aside. The brokers are asked to take as much in our topics.
inline constexpr int kLargestMessage = 4 * 1024 * 1024;

// A topic's files are cut this often, so that an event stays at most that much longer than its retention.
inline constexpr std::chrono::days kSegment{1};

} // namespace pos::kafka
