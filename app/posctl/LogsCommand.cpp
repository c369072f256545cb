// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/posctl/Context.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>
#include <cstdio>
#include <thread>

namespace pos::posctl {

namespace {

constexpr int kDefaultTail = 100;
constexpr qint64 kTailBytes = 4 * 1024 * 1024; // of each file, from its end
constexpr auto kFollowEvery = std::chrono::milliseconds(250);

struct Arguments {
    std::string service;
    int tail = kDefaultTail;
    bool follow = false;
    std::string grep;
};

struct LogFile {
    QString path;
    qint64 position = 0;
};

// "postgres" is the private database's own log; it names its files after the weekday.
QStringList pathsOf(const config::Settings &settings, const QString &service)
{
    const QDir services(settings.dataDir + QStringLiteral("/logs"));
    const QDir database(cluster::DataFolder::postgresOf(settings.dataDir) + QStringLiteral("/log"));
    QStringList paths;
    if (service == QStringLiteral("postgres")) {
        const QFileInfoList files = database.entryInfoList({QStringLiteral("*.log")}, QDir::Files, QDir::Time);
        if (!files.isEmpty())
            paths.append(files.first().filePath());
        return paths;
    }
    const QStringList files = services.entryList({QStringLiteral("*.log")}, QDir::Files, QDir::Name);
    static const QRegularExpression rotated(QStringLiteral("\\.\\d+\\.log$"));
    for (const QString &file : files) {
        const QString name = file.chopped(4);
        if (!rotated.match(file).hasMatch()
            && (service.isEmpty() || name == service || name == service + QStringLiteral("-service")
                || name == QStringLiteral("api-") + service))
            paths.append(services.filePath(file));
    }
    return paths;
}

// Whole lines from `from` on; moves it past them.
QList<QByteArray> readLines(LogFile &log)
{
    QFile file(log.path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    if (file.size() < log.position) // a new file under the old name
        log.position = 0;
    file.seek(log.position);
    const QByteArray text = file.read(kTailBytes);
    const qsizetype end = text.lastIndexOf('\n') + 1;
    log.position += end;
    QList<QByteArray> lines = text.left(end).split('\n');
    lines.removeLast();
    return lines;
}

void printLine(const QByteArray &line)
{
    std::fprintf(stdout, "%s\n", line.constData());
}

Result<void> showLogs(const config::Settings &settings, const Arguments &arguments)
{
    const QString service = QString::fromStdString(arguments.service);
    std::vector<LogFile> files;
    const QStringList paths = pathsOf(settings, service);
    for (const QString &path : paths)
        files.push_back({path, std::max<qint64>(0, QFileInfo(path).size() - kTailBytes)});
    if (files.empty())
        return fail(Error::notFound(service.isEmpty()
                                        ? QStringLiteral("log in %1/logs").arg(settings.dataDir)
                                        : QStringLiteral("log of \"%1\" in %2/logs").arg(service, settings.dataDir)));
    const QRegularExpression pattern(QString::fromStdString(arguments.grep), QRegularExpression::CaseInsensitiveOption);
    if (!pattern.isValid())
        return fail(Error::invalid(QStringLiteral("grep"), QStringLiteral("wrong_form"), pattern.errorString()));
    const auto wanted = [&](const QByteArray &line) { return pattern.match(QString::fromUtf8(line)).hasMatch(); };

    QList<QByteArray> last;
    for (LogFile &file : files) {
        QList<QByteArray> lines = readLines(file);
        lines.removeIf([&](const QByteArray &line) { return !wanted(line); });
        last += lines.mid(std::max<qsizetype>(0, lines.size() - arguments.tail));
    }
    // Every line begins with its time, in one form for all files.
    std::stable_sort(last.begin(), last.end(),
                     [](const QByteArray &a, const QByteArray &b) { return a.left(33) < b.left(33); });
    for (const QByteArray &line : last.mid(std::max<qsizetype>(0, last.size() - arguments.tail)))
        printLine(line);
    std::fflush(stdout);

    while (arguments.follow) { // until Ctrl-C
        std::this_thread::sleep_for(kFollowEvery);
        for (LogFile &file : files) {
            for (const QByteArray &line : readLines(file)) {
                if (wanted(line))
                    printLine(line);
            }
        }
        std::fflush(stdout);
    }
    return {};
}

} // namespace

void addLogsCommand(CLI::App &app, Context &context)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App *logs =
        app.add_subcommand("logs", "Show the log of one service, of \"postgres\", or of all services together");
    logs->add_option("SERVICE", arguments->service, "order, order-service, gateway, postgres, …");
    logs->add_option("--tail", arguments->tail, "How many lines")->check(CLI::NonNegativeNumber)->capture_default_str();
    logs->add_flag("--follow,-f", arguments->follow, "Go on with what comes, until Ctrl-C");
    logs->add_option("--grep", arguments->grep, "Only lines that match this regular expression");
    logs->callback([=, &context] {
        context.action = [=, &context]() -> Result<void> {
            POS_TRY(const config::Settings *settings, context.settings());
            return showLogs(*settings, *arguments);
        };
    });
}

} // namespace pos::posctl
