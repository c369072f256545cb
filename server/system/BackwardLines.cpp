// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/system/BackwardLines.h"

#include <algorithm>

namespace pos::system {

namespace {

constexpr qint64 kChunk = 64 * 1024;
constexpr qint64 kLongestLine = 1024 * 1024;
const QByteArray kBegin = QByteArrayLiteral("{\"time\":\"");
constexpr qsizetype kTimeLength = 24; // 2026-01-22T03:00:00.000Z

} // namespace

QByteArray BackwardLines::timeOf(const QByteArray &line)
{
    const QByteArray time = line.mid(kBegin.size(), kTimeLength);
    return line.startsWith(kBegin) && time.endsWith('Z') ? time : QByteArray();
}

void BackwardLines::startNear(const QByteArray &time)
{
    m_from = time;
}

// Where the first line begins that is younger, by halving: lines stand in the order of their times but for some
// milliseconds, which the chunk of slack takes in.
qint64 BackwardLines::offsetAfter(QFile &file, const QByteArray &time) const
{
    qint64 low = 0;
    qint64 high = file.size();
    while (high - low > kChunk) {
        const qint64 middle = low + (high - low) / 2;
        file.seek(middle);
        file.readLine(kLongestLine); // the rest of a line
        const QByteArray found = timeOf(file.readLine(kLongestLine));
        if (found.isEmpty() || found > time)
            high = middle;
        else
            low = middle;
    }
    return std::min(high + kChunk, file.size());
}

bool BackwardLines::openNext()
{
    while (!m_files.isEmpty()) {
        m_file = std::make_unique<QFile>(m_files.takeFirst());
        if (!m_file->open(QIODevice::ReadOnly))
            continue; // rotated away meanwhile
        m_end = m_from.isEmpty() ? m_file->size() : offsetAfter(*m_file, m_from);
        m_rest.clear();
        if (m_end < m_file->size()) { // begin after a whole line
            m_file->seek(m_end);
            m_end += m_file->readLine(kLongestLine).size();
        }
        return true;
    }
    m_file.reset();
    return false;
}

bool BackwardLines::readChunk()
{
    if (m_end == 0)
        return false;
    const qint64 from = std::max<qint64>(0, m_end - kChunk);
    m_file->seek(from);
    QByteArray text = m_file->read(m_end - from);
    m_bytes += text.size();
    m_end = from;
    text += m_rest;
    m_rest.clear();
    if (from > 0) {
        const qsizetype first = text.indexOf('\n');
        if (first < 0) {
            if (text.size() < kLongestLine)
                m_rest = text;
            return true;
        }
        m_rest = text.left(first + 1);
        text.remove(0, first + 1);
    }
    m_lines = text.split('\n');
    return true;
}

bool BackwardLines::next()
{
    for (;;) {
        while (!m_lines.isEmpty()) {
            QByteArray line = m_lines.takeLast();
            const QByteArray time = timeOf(line);
            if (time.isEmpty())
                continue; // no line, or one that is being written
            m_line = std::move(line);
            m_time = m_time.isEmpty() ? time : std::min(m_time, time);
            return true;
        }
        if (m_file && readChunk())
            continue;
        if (!openNext())
            return false;
    }
}

} // namespace pos::system
