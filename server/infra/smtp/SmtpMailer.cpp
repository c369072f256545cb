// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/smtp/SmtpMailer.h"

#include "server/infra/curl/Handle.h"
#include "server/infra/smtp/MimeMessage.h"

namespace pos::smtp {

namespace {

constexpr int kImplicitTlsPort = 465;

struct ListDeleter {
    void operator()(curl_slist *list) const { curl_slist_free_all(list); }
};

struct Upload {
    QByteArrayView left;
};

size_t readUpload(char *buffer, size_t size, size_t count, void *user)
{
    auto *upload = static_cast<Upload *>(user);
    const qsizetype taken = std::min(static_cast<qsizetype>(size * count), upload->left.size());
    std::copy_n(upload->left.data(), taken, buffer);
    upload->left = upload->left.sliced(taken);
    return static_cast<size_t>(taken);
}

size_t ignoreReply(char *, size_t size, size_t count, void *)
{
    return size * count;
}

bool isThisMachine(const QString &host)
{
    return host == QLatin1StringView("localhost") || host == QLatin1StringView("::1")
           || host.startsWith(QLatin1StringView("127."));
}

QByteArray urlOf(const SmtpMailer::Options &options)
{
    const QByteArray host = options.host.toUtf8();
    return (options.port == kImplicitTlsPort ? "smtps://" : "smtp://") + (host.contains(':') ? '[' + host + ']' : host)
           + ':' + QByteArray::number(options.port);
}

// Says what to look at, and nothing of the mail.
Error errorOf(CURLcode code, long reply, const SmtpMailer::Options &options)
{
    const QString server = options.host + u':' + QString::number(options.port);
    const QString why = QString::fromLatin1(curl_easy_strerror(code));
    if (code == CURLE_LOGIN_DENIED)
        return Error::unavailable(QStringLiteral("mail_sign_in"),
                                  QStringLiteral("%1 did not accept SMTP_USERNAME and SMTP_PASSWORD").arg(server), 60);
    if (code == CURLE_PEER_FAILED_VERIFICATION)
        return Error::unavailable(QStringLiteral("mail_certificate"),
                                  QStringLiteral("the certificate of %1 is not one this machine trusts").arg(server),
                                  60);
    if (code == CURLE_USE_SSL_FAILED)
        return Error::unavailable(QStringLiteral("mail_no_tls"), QStringLiteral("%1 offers no STARTTLS").arg(server),
                                  60);
    if (reply >= 500 && reply < 600)
        return Error::conflict(QStringLiteral("mail_refused"),
                               QStringLiteral("%1 refused the mail (%2)").arg(server).arg(reply));
    return Error::unavailable(QStringLiteral("mail_server"),
                              QStringLiteral("%1 cannot be used now: %2 (%3)").arg(server, why).arg(reply), 60);
}

} // namespace

Result<void> SmtpMailer::send(const Mail &mail)
{
    // An address is a parameter of an SMTP command: nothing in it may end that.
    const bool isAddress = std::all_of(mail.to.begin(), mail.to.end(), [](char c) {
        return static_cast<unsigned char>(c) > ' ' && c != '<' && c != '>' && c != 127;
    });
    if (mail.to.isEmpty() || !isAddress)
        return fail(Error::conflict(QStringLiteral("mail_refused"), QStringLiteral("this is no address")));
    const QByteArray message = toMime(mail);
    return talk(&message, mail.to);
}

Result<void> SmtpMailer::check()
{
    return talk(nullptr, {});
}

Result<void> SmtpMailer::talk(const QByteArray *message, const QByteArray &to)
{
    const curl::Handle curl = curl::makeHandle();
    if (!curl)
        return fail(Error::internal(QStringLiteral("libcurl cannot start")));
    const auto set = [&](CURLoption option, auto value) { curl_easy_setopt(curl.get(), option, value); };

    const QByteArray url = urlOf(m_options);
    const QByteArray username = m_options.username.toUtf8();
    const QByteArray from = '<' + m_options.from + '>';
    set(CURLOPT_URL, url.constData());
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_PROXY, "");
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(m_options.connectTimeout.count()));
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(m_options.timeout.count()));
    set(CURLOPT_WRITEFUNCTION, &ignoreReply);
    // A sign-in never goes in clear, except to this machine.
    const bool mayBeClear = isThisMachine(m_options.host);
    set(CURLOPT_USE_SSL, static_cast<long>(mayBeClear ? CURLUSESSL_TRY : CURLUSESSL_ALL));
    if (!m_options.authorityFile.isEmpty())
        set(CURLOPT_CAINFO, m_options.authorityFile.constData());
    if (!username.isEmpty()) {
        set(CURLOPT_USERNAME, username.constData());
        set(CURLOPT_PASSWORD, m_options.password.reveal().constData());
    }

    Upload upload;
    std::unique_ptr<curl_slist, ListDeleter> recipients;
    if (message) {
        upload.left = *message;
        recipients.reset(curl_slist_append(nullptr, QByteArray('<' + to + '>').constData()));
        set(CURLOPT_MAIL_FROM, from.constData());
        set(CURLOPT_MAIL_RCPT, recipients.get());
        set(CURLOPT_READFUNCTION, &readUpload);
        set(CURLOPT_READDATA, &upload);
        set(CURLOPT_UPLOAD, 1L);
    } else {
        set(CURLOPT_CUSTOMREQUEST, "NOOP");
        set(CURLOPT_NOBODY, 1L);
    }

    const CURLcode code = curl_easy_perform(curl.get());
    if (code == CURLE_OK)
        return {};
    long reply = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &reply);
    return fail(errorOf(code, reply, m_options));
}

} // namespace pos::smtp
