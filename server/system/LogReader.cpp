// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/system/LogReader.h"

#include "server/system/BackwardLines.h"

#include <QDir>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <vector>

namespace pos::system {

namespace {

constexpr qint64 kBytesOfAPage = 64 * 1024 * 1024; // a rare word is looked for over several pages
const QByteArrayList kLevels{"debug", "info", "warn", "error"};

struct Rotated {
    QString service;
    int number = 0; // 0 is the newest
    QString path;
};

std::vector<Rotated> filesIn(const QString &folder)
{
    static const QRegularExpression name(QStringLiteral("^([a-z-]+)(?:\\.(\\d+))?\\.log$"));
    const QDir logs(folder);
    std::vector<Rotated> files;
    const QStringList entries = logs.entryList({QStringLiteral("*.log")}, QDir::Files);
    for (const QString &entry : entries) {
        const auto match = name.match(entry);
        if (match.hasMatch())
            files.push_back({match.captured(1), match.captured(2).toInt(), logs.filePath(entry)});
    }
    std::sort(files.begin(), files.end(), [](const Rotated &a, const Rotated &b) {
        return a.service != b.service ? a.service < b.service : a.number < b.number;
    });
    return files;
}

std::vector<BackwardLines> logsOf(const QString &folder, const QByteArray &service)
{
    std::vector<BackwardLines> logs;
    QString last;
    QStringList files;
    const auto close = [&] {
        if (!files.isEmpty())
            logs.emplace_back(std::exchange(files, {}));
    };
    for (const Rotated &file : filesIn(folder)) {
        if (!service.isEmpty() && file.service.toLatin1() != service)
            continue;
        if (file.service != last)
            close();
        last = file.service;
        files.append(file.path);
    }
    close();
    return logs;
}

bool isOfLevel(const QByteArray &line, const QByteArrayList &levels)
{
    if (levels.isEmpty())
        return true;
    static const QByteArray key = QByteArrayLiteral("\"level\":\"");
    const qsizetype at = line.indexOf(key);
    const qsizetype end = line.indexOf('"', at + key.size());
    return at > 0 && levels.contains(line.mid(at + key.size(), end - at - key.size()));
}

} // namespace

QByteArrayList LogReader::services() const
{
    QByteArrayList names;
    for (const Rotated &file : filesIn(m_folder)) {
        if (!names.contains(file.service.toLatin1()))
            names.append(file.service.toLatin1());
    }
    return names;
}

LogReader::Page LogReader::read(const Query &query) const
{
    const QByteArrayList levels = query.level.isEmpty() ? QByteArrayList() : kLevels.mid(kLevels.indexOf(query.level));
    std::vector<BackwardLines> logs = logsOf(m_folder, query.service);
    std::vector<BackwardLines *> open;
    for (BackwardLines &log : logs) {
        if (query.before)
            log.startNear(query.before->time);
        if (log.next())
            open.push_back(&log);
    }
    Page page;
    Position position = query.before.value_or(Position());
    int toSkip = position.skip;
    while (!open.empty()) {
        const auto newest = std::max_element(open.begin(), open.end(),
                                             [](const auto *a, const auto *b) { return a->time() < b->time(); });
        BackwardLines &log = **newest;
        const QByteArray time = log.time();
        const bool isPast = query.before && (time > query.before->time || (time == query.before->time && toSkip > 0));
        if (isPast) {
            toSkip -= time == query.before->time ? 1 : 0;
        } else {
            qint64 bytes = 0;
            for (const BackwardLines &one : logs)
                bytes += one.bytesRead();
            if (page.lines.size() == query.limit || bytes > kBytesOfAPage) {
                page.next = position;
                return page;
            }
            position.skip = time == position.time ? position.skip + 1 : 1;
            position.time = time;
            const QByteArray &line = log.line();
            if (isOfLevel(line, levels)
                && (query.text.isEmpty() || QString::fromUtf8(line).contains(query.text, Qt::CaseInsensitive))) {
                const QJsonObject object = QJsonDocument::fromJson(line).object();
                if (!object.isEmpty())
                    page.lines.append(object);
            }
        }
        if (!log.next())
            open.erase(newest);
    }
    return page;
}

} // namespace pos::system
