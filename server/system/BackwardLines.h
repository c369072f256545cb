// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayList>
#include <QFile>
#include <QStringList>

#include <memory>

namespace pos::system {

// The lines of one service's log, from the end of its newest file to the begin of its oldest. Each line begins with
// {"time":"2026-01-22T03:00:00.000Z", in one form for all.
class BackwardLines {
public:
    explicit BackwardLines(QStringList files) : m_files(std::move(files)) { }

    // Forgets what is surely younger; lines that are not may still come first.
    void startNear(const QByteArray &time);
    bool next(); // the next older line; false: there is none
    const QByteArray &line() const { return m_line; }
    const QByteArray &time() const { return m_time; } // never younger than the line before
    qint64 bytesRead() const { return m_bytes; }

    static QByteArray timeOf(const QByteArray &line);

private:
    bool openNext();
    bool readChunk();
    qint64 offsetAfter(QFile &file, const QByteArray &time) const;

    QStringList m_files; // the newest first
    QByteArray m_from;
    std::unique_ptr<QFile> m_file;
    qint64 m_end = 0;      // of what was not read yet
    QByteArray m_rest;     // the begin of a chunk: the end of a line that began before it
    QByteArrayList m_lines; // of the chunk, the oldest first
    QByteArray m_line;
    QByteArray m_time;
    qint64 m_bytes = 0;
};

} // namespace pos::system
