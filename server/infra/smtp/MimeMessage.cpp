// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/smtp/MimeMessage.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QLocale>

namespace pos::smtp {

namespace {

constexpr qsizetype kLineLength = 76;
constexpr qsizetype kWordBytes = 42; // 56 characters of base64, 68 with the frame around them

bool isPlain(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u' ' && c < u'\x7f'; });
}

// A line break or another control character from a value would begin a header of its own.
QString oneLine(QString text)
{
    std::replace_if(
        text.begin(), text.end(), [](QChar c) { return c.category() == QChar::Other_Control; }, QChar(u' '));
    return text.simplified();
}

QByteArray address(const QByteArray &raw)
{
    QByteArray clean;
    for (const char c : raw) {
        if (static_cast<unsigned char>(c) > ' ' && c != '<' && c != '>' && c != 127)
            clean += c;
    }
    return '<' + clean + '>';
}

QByteArray dateOf(Instant instant)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(instant.time_since_epoch().count(), Qt::UTC);
    return QLocale::c().toString(time, u"ddd, dd MMM yyyy HH:mm:ss").toLatin1() + " +0000";
}

QByteArray part(const QByteArray &type, const QString &content)
{
    QString text = content;
    text.replace(QLatin1StringView("\r\n"), QLatin1StringView("\n")).replace(u'\n', QLatin1StringView("\r\n"));
    const QByteArray encoded = text.toUtf8().toBase64();
    QByteArray out = "Content-Type: " + type + "; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n";
    for (qsizetype at = 0; at < encoded.size(); at += kLineLength)
        out += encoded.mid(at, kLineLength) + "\r\n";
    return out;
}

QByteArray domainOf(const QByteArray &from)
{
    const QByteArray domain = from.mid(from.lastIndexOf('@') + 1);
    return domain.isEmpty() ? QByteArrayLiteral("localhost") : domain;
}

} // namespace

QByteArray encodedWords(const QString &text)
{
    const QString line = oneLine(text);
    if (isPlain(line) && !line.contains(QLatin1StringView("=?")) && line.size() <= 60)
        return line.toLatin1();
    QByteArray out;
    QByteArray word;
    const auto flush = [&] {
        if (!word.isEmpty())
            out += (out.isEmpty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + word.toBase64() + "?=";
        word.clear();
    };
    for (const char32_t c : line.toUcs4()) { // a word never ends within a character
        const QByteArray bytes = QString::fromUcs4(&c, 1).toUtf8();
        if (word.size() + bytes.size() > kWordBytes)
            flush();
        word += bytes;
    }
    flush();
    return out;
}

QByteArray toMime(const Mail &mail)
{
    // Base64 holds no '=' before its end and never '_': no content can look like the boundary.
    const QByteArray boundary =
        "=_" + QCryptographicHash::hash(mail.id.toBytes(), QCryptographicHash::Sha256).toHex().left(32);
    QString name = oneLine(mail.fromName);
    QByteArray from = address(mail.from);
    if (!name.isEmpty())
        from = (isPlain(name) && name.size() <= 60 ? '"'
                                                         + name.replace(u'\\', QLatin1StringView("\\\\"))
                                                               .replace(u'"', QLatin1StringView("\\\""))
                                                               .toLatin1()
                                                         + '"'
                                                   : encodedWords(name))
               + "\r\n " + from;
    QByteArray out;
    out += "Date: " + dateOf(mail.date) + "\r\n";
    out += "From: " + from + "\r\n";
    out += "To: " + address(mail.to) + "\r\n";
    out += "Message-ID: <" + mail.id.toString().toLatin1() + '@' + domainOf(mail.from) + ">\r\n";
    out += "Subject: " + encodedWords(mail.title) + "\r\n";
    out += "Auto-Submitted: auto-generated\r\n";
    out += "Content-Language: " + toWord(mail.language) + "\r\n";
    out += "MIME-Version: 1.0\r\n";
    out += "Content-Type: multipart/alternative;\r\n boundary=\"" + boundary + "\"\r\n\r\n";
    out += "--" + boundary + "\r\n" + part("text/plain", mail.text);
    out += "--" + boundary + "\r\n" + part("text/html", mail.html);
    out += "--" + boundary + "--\r\n";
    return out;
}

} // namespace pos::smtp
