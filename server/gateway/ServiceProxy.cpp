// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/gateway/ServiceProxy.h"

#include "server/http/ProblemMapper.h"
#include "server/infra/curl/Handle.h"
#include "server/runtime/GatewayProof.h"

#include <algorithm>
#include <array>
#include <memory>

namespace pos::gateway {

namespace {

constexpr qsizetype kMaxAnswer = 64 * 1024 * 1024;
constexpr long kKeptConnections = 32; // of one worker, to all services
constexpr long kIdleSeconds = 45;     // services close theirs after 60

// Of one connection only, set anew on this side, or a claim that only the gateway may make.
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
                               "forwarded",
                               "x-real-ip",
                               "x-pos-identity"};
    return name.left(12).compare("x-forwarded-", Qt::CaseInsensitive) == 0
           || std::any_of(names.begin(), names.end(),
                          [&name](const char *known) { return name.compare(known, Qt::CaseInsensitive) == 0; });
}

// "Connection: close, X-Hop" makes X-Hop one of this connection too.
QList<QByteArray> namedByConnection(const http::Request &request)
{
    QList<QByteArray> names;
    for (const auto &[name, value] : request.headers) {
        if (name.compare("connection", Qt::CaseInsensitive) != 0)
            continue;
        for (const QByteArray &word : value.toLower().split(','))
            names.append(word.trimmed());
    }
    return names;
}

// A key makes only those safe that take one.
bool takesKey(const http::Request &request)
{
    const auto &specs = contract::routes();
    return std::any_of(specs.begin(), specs.end(), [&request](const contract::RouteSpec &spec) {
        return spec.idempotencyKey && request.method == spec.method && request.pattern == spec.pattern;
    });
}

bool mayBeAskedTwice(const http::Request &request)
{
    return request.method == "GET" || request.method == "HEAD"
           || (!request.header("Idempotency-Key").isEmpty() && takesKey(request));
}

// One connection a worker and instance stays open between requests.
CURL *handleOfThisThread()
{
    thread_local const curl::Handle handle = curl::makeHandle();
    if (handle)
        curl_easy_reset(handle.get());
    return handle.get();
}

} // namespace

struct ServiceProxy::Transfer {
    QByteArray method;
    QByteArray target;
    QByteArray body;
    QList<QByteArray> headers = {};
    bool twice = false; // may be sent again on its own, where an open connection turns out to be dead
    http::Response response = {};
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

ServiceProxy::ServiceProxy(contract::Service service, const QList<QByteArray> &instances, Options options)
    : m_service(service), m_options(std::move(options)), m_instances([&] {
          std::vector<std::unique_ptr<Instance>> made;
          for (const QByteArray &url : instances)
              made.push_back(std::make_unique<Instance>(url.endsWith('/') ? url.chopped(1) : url));
          return made;
      }())
{
    Q_ASSERT(!m_instances.empty());
}

ServiceProxy::Outcome ServiceProxy::perform(Transfer &transfer, const QByteArray &url,
                                            std::chrono::milliseconds deadline) const
{
    CURL *curl = handleOfThisThread();
    if (!curl)
        return Outcome::NotReached;
    curl_slist *list = nullptr;
    for (const QByteArray &header : std::as_const(transfer.headers))
        list = curl_slist_append(list, header.constData());
    const std::unique_ptr<curl_slist, void (*)(curl_slist *)> owner(list, curl_slist_free_all);
    const QByteArray whole = url + transfer.target;
    curl_easy_setopt(curl, CURLOPT_URL, whole.constData());
    curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_MAXCONNECTS, kKeptConnections);
    curl_easy_setopt(curl, CURLOPT_MAXAGE_CONN, kIdleSeconds);
    // On a connection that was open already curl sends a request once more by itself when it dies without an answer.
    curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, transfer.twice ? 0L : 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, long(std::min(m_options.connect, deadline).count()));
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
    long sent = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(curl, CURLINFO_REQUEST_SIZE, &sent);
    transfer.response.status = int(status);
    if (code == CURLE_OK)
        return Outcome::Answered;
    if (transfer.tooLarge)
        return Outcome::TooLarge;
    if (sent == 0)
        return Outcome::NotReached;
    return code == CURLE_OPERATION_TIMEDOUT ? Outcome::TooLate : Outcome::BrokenOff;
}

ServiceProxy::Transfer ServiceProxy::transferOf(const http::Request &request) const
{
    Transfer transfer{request.method, request.path, request.body};
    transfer.twice = mayBeAskedTwice(request);
    if (!request.query.isEmpty())
        transfer.target += '?' + request.query;
    const QList<QByteArray> ofThisConnection = namedByConnection(request);
    for (const auto &[name, value] : request.headers) {
        if (!isOfOneHop(name) && !ofThisConnection.contains(name.toLower()))
            transfer.headers.append(value.isEmpty() ? name + ';' : name + ": " + value);
    }
    const QByteArray client = request.peer.toString().toLatin1();
    transfer.headers +=
        {"X-Request-Id: " + request.requestId, "traceparent: " + request.traceparent, "X-Forwarded-For: " + client};
    if (m_options.identity)
        transfer.headers += runtime::GatewayProof::kHeader
                            + (": "
                               + m_options.identity->prove({.service = contract::toWord(m_service),
                                                            .method = transfer.method,
                                                            .target = transfer.target,
                                                            .authorization = request.header("Authorization"),
                                                            .requestId = request.requestId,
                                                            .traceparent = request.traceparent,
                                                            .client = client},
                                                           m_options.clock.now()));
    // What curl would add by itself.
    for (const char *name : {"Accept", "Content-Type", "Expect"}) {
        if (!request.hasHeader(name) || qstrcmp(name, "Expect") == 0)
            transfer.headers.append(QByteArray(name) + ':');
    }
    return transfer;
}

ServiceProxy::Outcome ServiceProxy::ask(Instance &instance, Transfer &transfer, Circuit::Time until) const
{
    using namespace std::chrono;
    transfer.response = {};
    const auto left = duration_cast<milliseconds>(until - steady_clock::now());
    const Outcome outcome = perform(transfer, instance.url, std::max(left, milliseconds(1)));
    if (outcome == Outcome::Answered || outcome == Outcome::TooLarge)
        instance.circuit.succeeded();
    else
        instance.circuit.failed(steady_clock::now());
    return outcome;
}

http::Response ServiceProxy::forward(const http::Request &request) const
{
    struct Place {
        std::atomic<int> &atWork;
        const int before = atWork.fetch_add(1);
        ~Place() { --atWork; }
    };
    const Place place{m_atWork};
    if (place.before >= m_options.mostAtOnce)
        return away("is busy", request);
    const auto until = std::chrono::steady_clock::now() + m_options.answer;
    Transfer transfer = transferOf(request);
    std::optional<Outcome> last;
    const size_t first = m_turn.fetch_add(1);
    for (size_t i = 0; i < m_instances.size(); ++i) {
        Instance &instance = *m_instances[(first + i) % m_instances.size()];
        const auto now = std::chrono::steady_clock::now();
        if (now >= until || !instance.circuit.admits(now))
            continue;
        last = ask(instance, transfer, until);
        if (*last == Outcome::Answered)
            return std::move(transfer.response);
        const bool mayGoOn = *last == Outcome::NotReached || (*last == Outcome::BrokenOff && transfer.twice);
        if (!mayGoOn)
            break;
    }
    return last ? refuse(*last, request) : away("does not answer and is left alone for a moment", request);
}

// In every language.
QJsonObject ServiceProxy::named() const
{
    return {{QStringLiteral("service"), QString::fromLatin1(name())}};
}

http::Response ServiceProxy::refuse(Outcome outcome, const http::Request &request) const
{
    const auto refusal = [&](int status, const char *how) {
        return http::refusal(status, "the " + name() + how, &request, named());
    };
    switch (outcome) {
    case Outcome::TooLate: return refusal(504, " took too long");
    case Outcome::BrokenOff: return refusal(502, " broke off its answer");
    case Outcome::TooLarge: return refusal(502, " gave too long an answer");
    case Outcome::NotReached:
    case Outcome::Answered: break;
    }
    return away("cannot be reached", request);
}

http::Response ServiceProxy::away(const QByteArray &how, const http::Request &request) const
{
    return http::refusal(503, "the " + name() + ' ' + how, &request, named(), 1);
}

Result<void> ServiceProxy::check() const
{
    QStringList addresses;
    for (const auto &instance : m_instances) {
        Transfer transfer{"GET", "/health", {}};
        if (perform(transfer, instance->url, m_options.connect) == Outcome::Answered && transfer.response.status == 200)
            return {};
        addresses.append(QString::fromLatin1(instance->url));
    }
    return fail(
        Error::unavailable(QStringLiteral("service_unreachable"),
                           QStringLiteral("the %1 does not answer at %2; start it, or mend its address in the settings")
                               .arg(QString::fromLatin1(name()), addresses.join(QStringLiteral(", ")))));
}

bool ServiceProxy::isOpen() const
{
    return std::all_of(m_instances.begin(), m_instances.end(),
                       [](const auto &instance) { return instance->circuit.isOpen(); });
}

} // namespace pos::gateway
