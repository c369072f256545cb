// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/probe/ReadyProbe.h"

#include "server/infra/curl/Handle.h"

#include <QJsonDocument>

namespace pos::probe {

namespace {

constexpr qsizetype kMaxAnswer = 256 * 1024;

size_t collect(const char *data, size_t size, size_t count, void *to)
{
    auto *body = static_cast<QByteArray *>(to);
    const auto bytes = static_cast<qsizetype>(size * count);
    if (body->size() + bytes > kMaxAnswer)
        return 0;
    body->append(data, bytes);
    return size * count;
}

} // namespace

Result<QJsonObject> readyOf(const QByteArray &baseUrl, std::chrono::milliseconds deadline)
{
    const curl::Handle curl = curl::makeHandle();
    if (!curl)
        return fail(Error::internal(QStringLiteral("libcurl cannot start")));
    const QByteArray url = (baseUrl.endsWith('/') ? baseUrl.chopped(1) : baseUrl) + "/ready";
    QByteArray body;
    curl_easy_setopt(curl.get(), CURLOPT_URL, url.constData());
    curl_easy_setopt(curl.get(), CURLOPT_PROXY, "");
    curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT_MS, static_cast<long>(deadline.count()));
    curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, &collect);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &body);
    const CURLcode code = curl_easy_perform(curl.get());
    const QJsonObject document = QJsonDocument::fromJson(body).object();
    if (code != CURLE_OK || document.isEmpty())
        return fail(
            Error::unavailable(QStringLiteral("service_unreachable"),
                               QStringLiteral("it does not answer at %1; start it, or mend its address in the settings")
                                   .arg(QString::fromLatin1(baseUrl))));
    return document;
}

} // namespace pos::probe
