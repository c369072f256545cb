// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/ChunkScanner.h"
#include "server/http/Limits.h"

#include <QByteArray>
#include <QByteArrayView>

#include <http_parser.h>

#include <functional>

namespace pos::http {

// Follows the framing of one request, byte by byte as it arrives, without keeping its body.
class MessageScanner {
public:
    enum class Verdict { NeedMore, Complete, Rejected };

    // How large the body of this request may be; asked once, when its head is complete.
    using BodyLimit = std::function<qint64(const QByteArray &method, const QByteArray &path)>;

    MessageScanner(const Limits &limits, BodyLimit bodyLimit);
    MessageScanner(const MessageScanner &) = delete;
    MessageScanner &operator=(const MessageScanner &) = delete;

    void reset();
    Verdict feed(QByteArrayView bytes);

    bool started() const { return m_wireBytes > 0; }
    bool headComplete() const { return m_headComplete; }
    bool wantsContinue() const { return m_wantsContinue; }
    bool keepAlive() const { return m_keepAlive; }
    qint64 wireBytes() const { return m_wireBytes; }
    qint64 bodyBytes() const { return m_chunked ? m_chunks.bodyBytes() : m_length; }
    // Body bytes seen or announced, and how many there may be at most.
    qint64 announcedBytes() const { return m_chunked ? m_chunks.announced() : m_length; }
    qint64 bodyLimit() const { return m_limit; }
    int fields() const { return m_fields; }
    QByteArray method() const { return m_method; }
    QByteArray target() const { return m_target; }

    int status() const { return m_status; }
    QByteArray detail() const { return m_detail; }

private:
    Verdict reject(int status, const char *detail);
    Verdict feedHead(QByteArrayView bytes, qsizetype *used);
    Verdict feedBody(QByteArrayView bytes);
    // Index after the empty line, 0 when the head goes on, -1 after a rejection.
    qsizetype scanHeadBytes(QByteArrayView bytes);
    bool finishHeader();
    bool finishHead();
    bool acceptTarget();

    static int onUrl(http_parser *parser, const char *at, size_t size);
    static int onField(http_parser *parser, const char *at, size_t size);
    static int onValue(http_parser *parser, const char *at, size_t size);
    static int onHeadersComplete(http_parser *parser);
    static const http_parser_settings &settings();

    const Limits &m_limits;
    const BodyLimit m_bodyLimit;
    http_parser m_parser{};
    ChunkScanner m_chunks;
    QByteArray m_word, m_target, m_host, m_field, m_value, m_method, m_detail;
    qint64 m_wireBytes = 0, m_headBytes = 0, m_lineBytes = 0, m_length = 0, m_bodyLeft = 0, m_limit = 0;
    int m_fields = 0, m_hosts = 0, m_lengths = 0, m_spaces = 0, m_status = 0;
    char m_previous = 0;
    bool m_requestLineDone = false, m_inValue = false, m_chunked = false;
    bool m_headComplete = false, m_keepAlive = false, m_wantsContinue = false;
};

} // namespace pos::http
