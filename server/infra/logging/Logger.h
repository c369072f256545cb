// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"

#include <QByteArray>
#include <QByteArrayView>

#include <chrono>
#include <initializer_list>
#include <memory>
#include <mutex>
#include <optional>
#include <variant>

namespace spdlog {
class logger;
namespace details {
class thread_pool;
}
} // namespace spdlog

namespace pos::logging {

enum class Level { Debug, Info, Warn, Error };
Level levelFromWord(QStringView word); // as in LOG_LEVEL; anything else is Info

// A key in snake_case and a value. Never personal data, never a secret: ids, counts, codes, durations.
struct Field {
    using Value = std::variant<qint64, bool, QByteArray>;
    Field(const char *name, qint64 number) : key(name), value(number) { }
    Field(const char *name, int number) : key(name), value(qint64{number}) { }
    Field(const char *name, bool flag) : key(name), value(flag) { }
    Field(const char *name, QByteArray text) : key(name), value(std::move(text)) { }
    Field(const char *name, const QString &text) : key(name), value(text.toUtf8()) { }
    Field(const char *name, const char *text) : key(name), value(QByteArray(text)) { }

    const char *key;
    Value value;
};
using Fields = std::initializer_list<Field>;

// One finished request. `endpoint` is the route's pattern, never the path.
struct RequestLine {
    QByteArray requestId;
    QByteArray method;
    QByteArray endpoint;
    int status = 0;
    std::chrono::microseconds duration{0};
};

// The newest line at level error.
struct LastError {
    Instant time;
    QString words;
};

// The log of one service: JSON lines in its file, readable lines on standard error. Any thread may call; no call waits
// for the disk. When more comes than can be written the oldest lines are dropped, never the caller held.
class Logger {
public:
    Logger(const Logger &) = delete;
    Logger &operator=(const Logger &) = delete;
    ~Logger();

    void debug(QByteArrayView message, Fields fields = {}) { write(Level::Debug, message, fields); }
    void info(QByteArrayView message, Fields fields = {}) { write(Level::Info, message, fields); }
    void warn(QByteArrayView message, Fields fields = {}) { write(Level::Warn, message, fields); }
    void error(QByteArrayView message, Fields fields = {}) { write(Level::Error, message, fields); }
    void error(QByteArrayView message, const Error &error);
    void request(const RequestLine &line);

    bool isEnabled(Level level) const { return level >= m_level; }
    std::optional<LastError> lastError() const;

private:
    friend class Logs;
    Logger(QByteArray service, Level level) : m_service(std::move(service)), m_level(level) { }
    void write(Level level, QByteArrayView message, Fields fields);
    void remember(const QString &words);

    mutable std::mutex m_mutex; // of the last error alone
    std::optional<LastError> m_lastError;
    QByteArray m_service;
    Level m_level;
    std::shared_ptr<spdlog::logger> m_file;    // null: no files
    std::shared_ptr<spdlog::logger> m_console; // null: silent
};

// Owns the files and the one thread that writes them; outlives every Logger it made. Destroyed, it writes out what
// waits.
class Logs {
public:
    struct Options {
        QString directory; // DATA/logs, made if missing; empty: no files
        Level level = Level::Info;
        bool console = true;
        qint64 fileBytes = 10 * 1024 * 1024;
        int files = 5; // kept of each service
    };

    // Error: Unavailable when the folder or a file cannot be written.
    static Result<std::unique_ptr<Logs>> open(const Options &options);
    ~Logs();

    // `service` as in contract::programName(): names the file DATA/logs/<service>.log. Error: Unavailable.
    Result<std::unique_ptr<Logger>> service(const QByteArray &service);

private:
    explicit Logs(Options options);

    Options m_options;
    std::shared_ptr<spdlog::details::thread_pool> m_pool;
};

} // namespace pos::logging
