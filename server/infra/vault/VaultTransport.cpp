// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/vault/VaultTransport.h"

#include "server/infra/curl/Handle.h"

#include <QJsonDocument>

#include <cstring>

namespace pos::vault {

namespace {

constexpr qsizetype kMaxAnswer = 4 * 1024 * 1024;

// Set between requests, so that one connection a thread stays open.
CURL *handleOfThisThread()
{
    thread_local const curl::Handle handle = curl::makeHandle();
    if (handle)
        curl_easy_reset(handle.get());
    return handle.get();
}

// libcurl copies each line: the one with the token is wiped before it goes.
class HeaderList {
public:
    HeaderList() = default;
    HeaderList(const HeaderList &) = delete;
    HeaderList &operator=(const HeaderList &) = delete;
    ~HeaderList()
    {
        for (curl_slist *line = m_list; line; line = line->next)
            explicit_bzero(line->data, std::strlen(line->data));
        curl_slist_free_all(m_list);
    }
    void add(const char *line) { m_list = curl_slist_append(m_list, line); }
    curl_slist *list() const { return m_list; }

private:
    curl_slist *m_list = nullptr;
};

size_t onBody(const char *data, size_t size, size_t count, void *into)
{
    auto *body = static_cast<QByteArray *>(into);
    const auto bytes = qsizetype(size * count);
    if (body->size() + bytes > kMaxAnswer)
        return 0;
    body->append(data, bytes);
    return size_t(bytes);
}

} // namespace

QJsonObject VaultTransport::Reply::json() const
{
    return QJsonDocument::fromJson(body.reveal()).object();
}

VaultTransport::VaultTransport(Options options) : m_options(std::move(options))
{
    while (m_options.address.endsWith('/'))
        m_options.address.chop(1);
}

VaultTransport::Reply VaultTransport::send(const char *method, const QByteArray &path, const Secret &body,
                                           const Secret &token) const
{
    CURL *curl = handleOfThisThread();
    if (!curl)
        return {0, QStringLiteral("libcurl cannot start"), {}};
    const auto set = [curl](CURLoption option, auto value) { curl_easy_setopt(curl, option, value); };
    HeaderList headers;
    headers.add("Content-Type: application/json");
    headers.add("X-Vault-Request: true");
    headers.add("Expect:");
    if (!token.isEmpty()) {
        const Secret line("X-Vault-Token: " + token.reveal());
        headers.add(line.reveal().constData());
    }
    const QByteArray url = m_options.address + "/v1/" + path;
    QByteArray answer;
    answer.reserve(64 * 1024); // so that what is secret in it is seldom moved, and left behind
    set(CURLOPT_URL, url.constData());
    set(CURLOPT_PROXY, "");
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(m_options.connectTimeout.count()));
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(m_options.timeout.count()));
    set(CURLOPT_HTTPHEADER, headers.list());
    set(CURLOPT_CUSTOMREQUEST, method);
    set(CURLOPT_WRITEFUNCTION, &onBody);
    set(CURLOPT_WRITEDATA, &answer);
    if (!m_options.authorityFile.isEmpty())
        set(CURLOPT_CAINFO, m_options.authorityFile.constData());
    if (!body.isEmpty()) {
        set(CURLOPT_POSTFIELDS, body.reveal().constData());
        set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    }
    const CURLcode code = curl_easy_perform(curl);
    Reply reply{0, {}, Secret(std::move(answer))};
    if (code == CURLE_OK) {
        long status = 0;
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
        reply.status = static_cast<int>(status);
    } else {
        reply.failure = QString::fromLatin1(curl_easy_strerror(code));
    }
    curl_easy_reset(curl); // what the options point at ends here
    return reply;
}

} // namespace pos::vault
