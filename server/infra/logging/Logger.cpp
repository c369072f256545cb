// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/logging/Logger.h"

#include "core/base/Clock.h"

#include <QDir>

#include <fmt/format.h>
#include <spdlog/async.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

namespace pos::logging {

namespace {

using Buffer = fmt::memory_buffer;
constexpr size_t kQueueLines = 4096;

std::string_view word(Level level)
{
    switch (level) {
    case Level::Debug: return "debug";
    case Level::Info: return "info";
    case Level::Warn: return "warn";
    case Level::Error: break;
    }
    return "error";
}

std::string_view view(QByteArrayView bytes)
{
    return {bytes.data(), static_cast<size_t>(bytes.size())};
}

void append(Buffer &out, std::string_view text)
{
    out.append(text.data(), text.data() + text.size());
}

// One line, whatever is in it: a line break in a value must not look like a line of its own.
void appendEscaped(Buffer &out, QByteArrayView text)
{
    for (const char c : text) {
        if (c == '"' || c == '\\')
            fmt::format_to(std::back_inserter(out), "\\{}", c);
        else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(c));
        else
            out.push_back(c);
    }
}

// Bytes that are no UTF-8 would make the whole line no JSON.
void appendString(Buffer &out, QByteArrayView text)
{
    out.push_back('"');
    if (text.isValidUtf8())
        appendEscaped(out, text);
    else
        appendEscaped(out, QString::fromUtf8(text).toUtf8());
    out.push_back('"');
}

void appendValue(Buffer &out, const Field::Value &value)
{
    if (const auto *number = std::get_if<qint64>(&value))
        fmt::format_to(std::back_inserter(out), "{}", *number);
    else if (const auto *flag = std::get_if<bool>(&value))
        append(out, *flag ? "true" : "false");
    else
        appendString(out, std::get<QByteArray>(value));
}

std::string_view timeText(char (&buffer)[32])
{
    const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    const time_t seconds = std::chrono::system_clock::to_time_t(now);
    tm parts{};
    gmtime_r(&seconds, &parts);
    const auto end = fmt::format_to_n(buffer, sizeof buffer, "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
                                      parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour,
                                      parts.tm_min, parts.tm_sec, now.time_since_epoch().count() % 1000);
    return {buffer, end.size};
}

Error cannotWrite(const QString &what, const QString &why)
{
    return Error::unavailable(QStringLiteral("log_not_writable"),
                              QStringLiteral("the log %1 cannot be written: %2").arg(what, why));
}

void send(spdlog::logger &target, const Buffer &line, spdlog::level::level_enum level)
{
    target.log(level, spdlog::string_view_t(line.data(), line.size()));
}

} // namespace

Level levelFromWord(QStringView word)
{
    if (word == QLatin1String("debug"))
        return Level::Debug;
    if (word == QLatin1String("warn"))
        return Level::Warn;
    return word == QLatin1String("error") ? Level::Error : Level::Info;
}

Logger::~Logger() = default;

void Logger::error(QByteArrayView message, const Error &error)
{
    write(Level::Error, message,
          {{"reason", error.reason.isEmpty() ? codeWord(error.code) : error.reason}, {"detail", error.detail}});
}

std::optional<LastError> Logger::lastError() const
{
    const std::lock_guard lock(m_mutex);
    return m_lastError;
}

void Logger::remember(const QString &words)
{
    const Instant now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    const std::lock_guard lock(m_mutex);
    m_lastError = LastError{now, words};
}

void Logger::write(Level level, QByteArrayView message, Fields fields)
{
    if (level == Level::Error) {
        QString words = QString::fromUtf8(message);
        for (const Field &field : fields) {
            if (qstrcmp(field.key, "detail") == 0 && std::holds_alternative<QByteArray>(field.value))
                words += QStringLiteral(": ") + QString::fromUtf8(std::get<QByteArray>(field.value));
        }
        remember(words);
    }
    if (!isEnabled(level))
        return;
    char time[32];
    const std::string_view now = timeText(time);
    if (m_file) {
        Buffer line;
        fmt::format_to(std::back_inserter(line), R"({{"time":"{}","level":"{}","service":"{}","message":)", now,
                       word(level), view(m_service));
        appendString(line, message);
        for (const Field &field : fields) {
            fmt::format_to(std::back_inserter(line), R"(,"{}":)", field.key);
            appendValue(line, field.value);
        }
        line.push_back('}');
        send(*m_file, line, spdlog::level::info);
    }
    if (m_console) {
        Buffer line;
        fmt::format_to(std::back_inserter(line), "{} {:<5} {} ", now, word(level), view(m_service));
        appendEscaped(line, message);
        for (const Field &field : fields) {
            fmt::format_to(std::back_inserter(line), " {}=", field.key);
            appendValue(line, field.value);
        }
        send(*m_console, line, spdlog::level::info);
    }
}

void Logger::request(const RequestLine &request)
{
    const Level level = request.status >= 500 ? Level::Error : Level::Info;
    if (level == Level::Error)
        remember(QStringLiteral("%1 %2: %3")
                     .arg(QString::fromLatin1(request.method), QString::fromLatin1(request.endpoint),
                          QString::number(request.status)));
    if (!isEnabled(level))
        return;
    // A terminal that scrolls with every request hides what matters: there only trouble is shown, unless debugging.
    const bool toConsole = m_console && (level == Level::Error || m_level == Level::Debug);
    if (!m_file && !toConsole)
        return;
    char time[32];
    const std::string_view now = timeText(time);
    const auto us = request.duration.count();
    if (m_file) {
        Buffer line;
        fmt::format_to(std::back_inserter(line),
                       R"({{"time":"{}","level":"{}","service":"{}","message":"request","request_id":)", now,
                       word(level), view(m_service));
        appendString(line, request.requestId);
        append(line, R"(,"method":)");
        appendString(line, request.method);
        append(line, R"(,"endpoint":)");
        appendString(line, request.endpoint);
        fmt::format_to(std::back_inserter(line), R"(,"status":{},"duration_ms":{}.{:03}}})", request.status, us / 1000,
                       us % 1000);
        send(*m_file, line, spdlog::level::info);
    }
    if (toConsole) {
        Buffer line;
        fmt::format_to(std::back_inserter(line), "{} {:<5} {} {} ", now, word(level), view(m_service), request.status);
        appendEscaped(line, request.method);
        line.push_back(' ');
        appendEscaped(line, request.endpoint);
        fmt::format_to(std::back_inserter(line), " {}.{:03} ms request_id=", us / 1000, us % 1000);
        appendEscaped(line, request.requestId);
        send(*m_console, line, spdlog::level::info);
    }
}

Logs::Logs(Options options)
    : m_options(std::move(options)), m_pool(std::make_shared<spdlog::details::thread_pool>(kQueueLines, 1))
{
}

Logs::~Logs() = default;

Result<std::unique_ptr<Logs>> Logs::open(const Options &options)
{
    if (!options.directory.isEmpty() && !QDir().mkpath(options.directory))
        return fail(cannotWrite(options.directory, QStringLiteral("the folder cannot be made")));
    try {
        return std::unique_ptr<Logs>(new Logs(options));
    } catch (const std::exception &exception) {
        return fail(cannotWrite(options.directory, QString::fromLocal8Bit(exception.what())));
    }
}

Result<std::unique_ptr<Logger>> Logs::service(const QByteArray &service)
{
    const auto make = [this](const std::shared_ptr<spdlog::sinks::sink> &sink) {
        sink->set_pattern("%v");
        auto logger = std::make_shared<spdlog::async_logger>(std::string(), sink, m_pool,
                                                             spdlog::async_overflow_policy::overrun_oldest);
        // Each line reaches the file at once, so that the last words of a killed program are there; it costs the
        // writing thread a system call, and no caller anything.
        logger->flush_on(spdlog::level::trace);
        logger->set_error_handler([](const std::string &) {}); // a full disk must not flood standard error
        return logger;
    };
    std::unique_ptr<Logger> logger(new Logger(service, m_options.level));
    try {
        if (!m_options.directory.isEmpty()) {
            const QString path =
                m_options.directory + QLatin1Char('/') + QString::fromUtf8(service) + QStringLiteral(".log");
            logger->m_file = make(std::make_shared<spdlog::sinks::rotating_file_sink_mt>(
                path.toLocal8Bit().toStdString(), static_cast<size_t>(m_options.fileBytes),
                static_cast<size_t>(std::max(0, m_options.files - 1))));
        }
        if (m_options.console)
            logger->m_console = make(std::make_shared<spdlog::sinks::stderr_sink_mt>());
    } catch (const std::exception &exception) {
        return fail(cannotWrite(QString::fromUtf8(service), QString::fromLocal8Bit(exception.what())));
    }
    return logger;
}

} // namespace pos::logging
