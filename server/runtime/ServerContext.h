// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace pos {
class Clock;
namespace config {
struct Settings;
}
namespace keyring {
class FieldCipher;
class KeyService;
class SubjectKeys;
class TokenKeys;
} // namespace keyring
namespace logging {
class Logger;
}
namespace metrics {
class ServiceMetrics;
}
namespace pg {
class Database;
}
} // namespace pos

namespace pos::runtime {

struct Installation;
class SessionStates;

// What a service is made from. Everything outlives every service; log, metrics and cipher are the
// service's own, the rest is shared by all services of the process.
struct ServerContext {
    const config::Settings &settings;
    const Clock &clock;
    pg::Database &database;
    keyring::KeyService &keys;
    keyring::SubjectKeys &subjectKeys;
    std::shared_ptr<const keyring::TokenKeys> tokenKeys;
    const keyring::FieldCipher &cipher; // counts into `metrics`
    logging::Logger &log;
    metrics::ServiceMetrics &metrics;
    const Installation *installation = nullptr; // null in tests of services alone
    SessionStates *sessions = nullptr;          // null where nobody remembers any
};

} // namespace pos::runtime
