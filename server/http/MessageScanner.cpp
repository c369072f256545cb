// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/MessageScanner.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace pos::http {

namespace {

bool isTokenChar(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
           || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool isHostChar(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
           || std::string_view("-._~:[]").find(c) != std::string_view::npos;
}

// CONNECT is for proxies. What else http-parser knows has no route: the router answers 405 and says what there is.
bool isServedMethod(unsigned method)
{
    return method != HTTP_CONNECT;
}

MessageScanner *self(http_parser *parser)
{
    return static_cast<MessageScanner *>(parser->data);
}

} // namespace

MessageScanner::MessageScanner(const Limits &limits, BodyLimit bodyLimit)
    : m_limits(limits), m_bodyLimit(std::move(bodyLimit))
{
    reset();
}

void MessageScanner::reset()
{
    http_parser_init(&m_parser, HTTP_REQUEST);
    m_parser.data = this;
    m_chunks = {};
    m_word.clear();
    m_target.clear();
    m_host.clear();
    m_field.clear();
    m_value.clear();
    m_method.clear();
    m_wireBytes = m_headBytes = m_lineBytes = m_length = m_bodyLeft = 0;
    m_limit = m_limits.bodyBytes;
    m_fields = m_hosts = m_lengths = m_spaces = m_status = 0;
    m_previous = 0;
    m_requestLineDone = m_inValue = m_chunked = m_headComplete = m_keepAlive = m_wantsContinue = false;
}

MessageScanner::Verdict MessageScanner::reject(int status, const char *detail)
{
    if (m_status == 0) {
        m_status = status;
        m_detail = detail;
    }
    return Verdict::Rejected;
}

MessageScanner::Verdict MessageScanner::feed(QByteArrayView bytes)
{
    if (!m_headComplete) {
        qsizetype used = 0;
        const Verdict verdict = feedHead(bytes, &used);
        if (verdict != Verdict::NeedMore || !m_headComplete)
            return verdict;
        bytes = bytes.sliced(used);
    }
    return feedBody(bytes);
}

MessageScanner::Verdict MessageScanner::feedHead(QByteArrayView bytes, qsizetype *used)
{
    const qsizetype end = scanHeadBytes(bytes);
    if (end < 0)
        return Verdict::Rejected;
    *used = end > 0 ? end : bytes.size();
    m_wireBytes += *used;
    const size_t parsed = http_parser_execute(&m_parser, &settings(), bytes.data(), size_t(*used));
    if (m_status != 0)
        return Verdict::Rejected;
    if (const auto error = HTTP_PARSER_ERRNO(&m_parser); error != HPE_OK) {
        const bool unknownMethod =
            error == HPE_INVALID_METHOD && parsed < size_t(*used) && isTokenChar(bytes[qsizetype(parsed)]);
        // Registered after the packaged http-parser was written: known, but nobody takes it.
        if (unknownMethod && m_word == "QUERY")
            return reject(405, "no resource takes this method");
        return unknownMethod ? reject(501, "unknown method") : reject(400, http_errno_description(error));
    }
    if (end > 0 && !m_headComplete)
        return reject(400, "malformed head");
    return Verdict::NeedMore;
}

MessageScanner::Verdict MessageScanner::feedBody(QByteArrayView bytes)
{
    if (!m_chunked) {
        const qint64 take = std::min<qint64>(m_bodyLeft, bytes.size());
        m_bodyLeft -= take;
        m_wireBytes += take;
        return m_bodyLeft == 0 ? Verdict::Complete : Verdict::NeedMore;
    }
    qsizetype used = 0;
    const auto verdict = m_chunks.feed(bytes, &used);
    m_wireBytes += used;
    if (verdict == ChunkScanner::Verdict::Malformed)
        return reject(400, "malformed chunk");
    if (m_chunks.announced() > m_limit || m_wireBytes - m_headBytes > m_limit + m_limits.chunkOverhead(m_limit))
        return reject(413, "body too large");
    return verdict == ChunkScanner::Verdict::Complete ? Verdict::Complete : Verdict::NeedMore;
}

// The packaged http-parser is built without HTTP_PARSER_STRICT, so what strict mode would refuse is refused here.
qsizetype MessageScanner::scanHeadBytes(QByteArrayView bytes)
{
    const auto fail = [this](int status, const char *detail) {
        reject(status, detail);
        return qsizetype(-1);
    };
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (++m_headBytes > m_limits.headBytes)
            return m_requestLineDone ? fail(431, "head too large") : fail(414, "request line too long");
        if ((c == '\n') != (m_previous == '\r'))
            return fail(400, "line does not end in CRLF");
        const char before = m_previous;
        m_previous = c;
        if (c == '\r')
            continue;
        if (c == '\n') {
            if (m_lineBytes == 0 && m_requestLineDone)
                return i + 1;
            if (m_lineBytes > 0 && !m_requestLineDone) {
                if (m_spaces != 2)
                    return fail(400, "malformed request line");
                m_requestLineDone = true;
            }
            m_lineBytes = 0;
            continue;
        }
        const auto code = static_cast<unsigned char>(c);
        if ((code < 0x20 && c != '\t') || code == 0x7f)
            return fail(400, "control character in head");
        if (!m_requestLineDone) {
            if (code <= 0x20 || code > 0x7e) {
                if (c != ' ' || before == ' ')
                    return fail(400, "malformed request line");
                ++m_spaces;
            }
            if (m_spaces == 0 && m_word.size() < 16)
                m_word += c;
            if (m_lineBytes > m_limits.targetBytes + 32)
                return fail(414, "target too long");
        } else if (m_lineBytes == 0 && (c == ' ' || c == '\t')) {
            return fail(400, "folded header");
        }
        ++m_lineBytes;
    }
    return 0;
}

bool MessageScanner::finishHeader()
{
    if (m_field.isEmpty())
        return true;
    if (!std::all_of(m_field.begin(), m_field.end(), isTokenChar)) {
        reject(400, "malformed header name");
        return false;
    }
    const QByteArray name = m_field.toLower();
    const QByteArray value = m_value.trimmed();
    if (++m_fields > m_limits.headerFields)
        reject(431, "too many headers");
    else if (name == "host" && (++m_hosts > 1 || !std::all_of(value.begin(), value.end(), isHostChar)))
        reject(400, "malformed Host");
    else if (name == "content-length" && ++m_lengths > 1)
        reject(400, "more than one Content-Length");
    // A server may ignore an upgrade it does not offer (h2c: Java's default client asks for it), but a
    // client that asks for a WebSocket cannot go on without one.
    else if (name == "upgrade" && value.toLower().contains("websocket"))
        reject(501, "WebSocket is not offered here");
    if (name == "host")
        m_host = value;
    else if (name == "expect") {
        if (value.compare("100-continue", Qt::CaseInsensitive) != 0)
            reject(417, "unknown expectation");
        m_wantsContinue = true;
    } else if (name == "transfer-encoding") {
        if (m_chunked)
            reject(400, "more than one Transfer-Encoding");
        else if (value.compare("chunked", Qt::CaseInsensitive) != 0)
            reject(501, "transfer coding not supported");
        m_chunked = true;
    }
    m_field.clear();
    m_value.clear();
    m_inValue = false;
    return m_status == 0;
}

bool MessageScanner::finishHead()
{
    if (!finishHeader())
        return false;
    const bool http11 = m_parser.http_major == 1 && m_parser.http_minor == 1;
    const bool http10 = m_parser.http_major == 1 && m_parser.http_minor == 0;
    m_method = http_method_str(static_cast<http_method>(m_parser.method));
    if (!http11 && !http10)
        reject(505, "HTTP version not supported");
    else if (!isServedMethod(m_parser.method))
        reject(501, "unknown method");
    else if (http11 && m_hosts != 1)
        reject(400, "exactly one Host is required");
    else if (m_target.size() > m_limits.targetBytes)
        reject(414, "target too long");
    else if (!acceptTarget())
        reject(400, "target must be a path");
    else if (m_chunked && (m_lengths > 0 || http10))
        reject(400, "conflicting body framing");
    if (m_status != 0)
        return false;
    m_limit = m_bodyLimit(m_method, m_target.split('?').constFirst());
    m_length = m_lengths > 0 ? qint64(std::min<quint64>(m_parser.content_length, quint64(m_limit) + 1)) : 0;
    if (m_length > m_limit)
        reject(413, "body too large");
    m_wantsContinue = m_wantsContinue && http11 && (m_chunked || m_length > 0);
    m_keepAlive = http_should_keep_alive(&m_parser) != 0;
    m_bodyLeft = m_length;
    m_headComplete = true;
    return m_status == 0;
}

// A path, "*" for OPTIONS, or the absolute form a proxy sends, which must name the host of the Host field.
bool MessageScanner::acceptTarget()
{
    if (m_target.startsWith('/'))
        return true;
    if (m_target == "*")
        return m_parser.method == HTTP_OPTIONS;
    const QByteArray lower = m_target.left(8).toLower();
    const qsizetype start = lower.startsWith("http://") ? 7 : lower.startsWith("https://") ? 8 : 0;
    if (start == 0)
        return false;
    qsizetype end = start;
    while (end < m_target.size() && m_target[end] != '/' && m_target[end] != '?')
        ++end;
    if (m_target.mid(start, end - start).compare(m_host, Qt::CaseInsensitive) != 0)
        return false;
    m_target = m_target.mid(end);
    if (!m_target.startsWith('/'))
        m_target.prepend('/');
    return true;
}

int MessageScanner::onUrl(http_parser *parser, const char *at, size_t size)
{
    self(parser)->m_target.append(at, qsizetype(size));
    return 0;
}

int MessageScanner::onField(http_parser *parser, const char *at, size_t size)
{
    auto *scanner = self(parser);
    if (scanner->m_inValue && !scanner->finishHeader())
        return 1;
    scanner->m_field.append(at, qsizetype(size));
    return 0;
}

int MessageScanner::onValue(http_parser *parser, const char *at, size_t size)
{
    self(parser)->m_inValue = true;
    self(parser)->m_value.append(at, qsizetype(size));
    return 0;
}

int MessageScanner::onHeadersComplete(http_parser *parser)
{
    return self(parser)->finishHead() ? 0 : -1;
}

const http_parser_settings &MessageScanner::settings()
{
    static const http_parser_settings table = [] {
        http_parser_settings made;
        http_parser_settings_init(&made);
        made.on_url = onUrl;
        made.on_header_field = onField;
        made.on_header_value = onValue;
        made.on_headers_complete = onHeadersComplete;
        return made;
    }();
    return table;
}

} // namespace pos::http
