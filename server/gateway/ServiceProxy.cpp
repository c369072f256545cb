// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/gateway/ServiceProxy.h"

#include "server/http/ProblemMapper.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <memory>

namespace pos::gateway {

namespace {

constexpr qsizetype kMaxAnswer = 64 * 1024 * 1024;

// Of one connection only, or set anew on this side.
bool isOfOneHop(const QByteArray &name)
{
    constexpr std::array names{"connection",
                               "keep-alive",
                               "proxy-authenticate",
                               "proxy-authorization",
                               "proxy-connection",
                               "te",
                               "trailer",
                               "transfer-encoding",
                               "upgrade",
                               "http2-settings",
                               "host",
                               "content-length",
                               "expect",
                               "date",
                               "x-request-id",
                               "traceparent",
                               "x-forwarded-for"};
    return std::any_of(names.begin(), names.end(),
                       [&name](const char *known) { return name.compare(known, Qt::CaseInsensitive) == 0; });
}

// One connection a worker and service stays open between requests.
CURL *handleOfThisThread()
{
    struct Closer {
        void operator()(CURL *handle) const { curl_easy_cleanup(handle); }
    };
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    thread_local std::unique_ptr<CURL, Closer> handle(ready == CURLE_OK ? curl_easy_init() : nullptr);
    if (handle)
        curl_easy_reset(handle.get());
    return handle.get();
}

} // namespace

struct ServiceProxy::Transfer {
    QByteArray method;
    QByteArray target;
    QByteArray body;
    QList<QByteArray> headers;
    http::Response response;
    bool tooLarge = false;

    static size_t onHeader(const char *data, size_t size, size_t count, void *self)
    {
        auto *transfer = static_cast<Transfer *>(self);
        const QByteArray line = QByteArray(data, qsizetype(size * count)).trimmed();
        if (line.startsWith("HTTP/")) {
            transfer->response.headers.clear(); // the one before was 100 Continue
            return size * count;
        }
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && !isOfOneHop(line.left(colon)))
            transfer->response.headers.emplaceBack(line.left(colon), line.mid(colon + 1).trimmed());
        return size * count;
    }

    static size_t onBody(const char *data, size_t size, size_t count, void *self)
    {
        auto *transfer = static_cast<Transfer *>(self);
        const auto bytes = qsizetype(size * count);
        transfer->tooLarge = transfer->response.body.size() + bytes > kMaxAnswer;
        if (transfer->tooLarge)
            return 0;
        transfer->response.body.append(data, bytes);
        return size_t(bytes);
    }
};

ServiceProxy::ServiceProxy(contract::Service service, QByteArray baseUrl, Deadlines deadlines)
    : m_service(service), m_baseUrl(baseUrl.endsWith('/') ? baseUrl.chopped(1) : std::move(baseUrl)),
      m_deadlines(deadlines)
{
}

QString ServiceProxy::name() const
{
    return QString::fromLatin1(contract::programName(m_service));
}

int ServiceProxy::perform(Transfer &transfer, std::chrono::milliseconds deadline) const
{
    CURL *curl = handleOfThisThread();
    if (!curl)
        return CURLE_FAILED_INIT;
    curl_slist *list = nullptr;
    for (const QByteArray &header : std::as_const(transfer.headers))
        list = curl_slist_append(list, header.constData());
    const std::unique_ptr<curl_slist, void (*)(curl_slist *)> owner(list, curl_slist_free_all);
    const QByteArray url = m_baseUrl + transfer.target;
    curl_easy_setopt(curl, CURLOPT_URL, url.constData());
    curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, long(m_deadlines.connect.count()));
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, long(deadline.count()));
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
    if (transfer.method == "HEAD") {
        curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
    } else if (!transfer.body.isEmpty() || transfer.method == "POST" || transfer.method == "PUT"
               || transfer.method == "PATCH") {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, transfer.body.constData());
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(transfer.body.size()));
    }
    if (transfer.method != "HEAD")
        curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, transfer.method.constData());
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &Transfer::onHeader);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &transfer);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &Transfer::onBody);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &transfer);
    const CURLcode code = curl_easy_perform(curl);
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    transfer.response.status = int(status);
    return code;
}

http::Response ServiceProxy::forward(const http::Request &request) const
{
    Transfer transfer{request.method, request.path, request.body, {}, {}, false};
    if (!request.query.isEmpty())
        transfer.target += '?' + request.query;
    for (const auto &[name, value] : request.headers) {
        if (!isOfOneHop(name))
            transfer.headers.append(value.isEmpty() ? name + ';' : name + ": " + value);
    }
    transfer.headers += {"X-Request-Id: " + request.requestId, "traceparent: " + request.traceparent,
                         "X-Forwarded-For: " + request.peer.toString().toLatin1()};
    // What curl would add by itself.
    for (const char *name : {"Accept", "Content-Type", "Expect"}) {
        if (!request.hasHeader(name) || qstrcmp(name, "Expect") == 0)
            transfer.headers.append(QByteArray(name) + ':');
    }
    const int code = perform(transfer, m_deadlines.answer);
    const QByteArray service = name().toLatin1();
    switch (code) {
    case CURLE_OK: return transfer.response;
    case CURLE_COULDNT_CONNECT:
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_FAILED_INIT: return http::refusal(503, "the " + service + " cannot be reached", &request);
    case CURLE_OPERATION_TIMEDOUT: return http::refusal(504, "the " + service + " took too long", &request);
    default:
        return http::refusal(
            502, "the " + service + (transfer.tooLarge ? " gave too long an answer" : " broke off its answer"),
            &request);
    }
}

Result<void> ServiceProxy::check() const
{
    Transfer transfer{"GET", "/health", {}, {}, {}, false};
    if (perform(transfer, m_deadlines.connect) == CURLE_OK && transfer.response.status == 200)
        return {};
    return fail(
        Error::unavailable(QStringLiteral("service_unreachable"),
                           QStringLiteral("the %1 does not answer at %2; start it, or mend its address in the settings")
                               .arg(name(), QString::fromLatin1(m_baseUrl))));
}

} // namespace pos::gateway
