// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/Call.h"

#include <QJsonDocument>
#include <QStringDecoder>

#include <algorithm>

namespace pos::http {

namespace {

std::optional<QString> decodeComponent(const QByteArray &text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != '%')
            continue;
        const auto isHex = [&text](qsizetype at) {
            return at < text.size() && isxdigit(static_cast<unsigned char>(text[at]));
        };
        if (!isHex(i + 1) || !isHex(i + 2))
            return {};
    }
    QByteArray plain = text;
    plain.replace('+', ' ');
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decoded = decoder.decode(QByteArray::fromPercentEncoding(plain));
    const bool control =
        std::any_of(decoded.begin(), decoded.end(), [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7f; });
    if (decoder.hasError() || control)
        return {};
    return decoded;
}

tl::unexpected<Error> badRequest(const QString &reason, const QString &detail)
{
    return fail({ErrorCode::BadRequest, reason, detail});
}

tl::unexpected<Error> badField(const char *name, const QString &code, const QString &message)
{
    return fail(Error::invalid(QString::fromLatin1(name), code, message));
}

} // namespace

Result<Call> Call::make(const Request &request, std::optional<Principal> principal)
{
    Call call;
    call.m_request = &request;
    call.m_principal = std::move(principal);
    for (const QByteArray &item : request.query.split('&')) {
        if (item.isEmpty())
            continue;
        const qsizetype mark = item.indexOf('=');
        const std::optional<QString> name = decodeComponent(mark < 0 ? item : item.left(mark));
        const std::optional<QString> value = decodeComponent(mark < 0 ? QByteArray() : item.mid(mark + 1));
        if (!name || !value)
            return badRequest(QStringLiteral("bad_query"), QStringLiteral("the query is not percent-encoded UTF-8"));
        const bool twice = std::any_of(call.m_query.begin(), call.m_query.end(),
                                       [&name](const auto &pair) { return pair.first == *name; });
        if (twice)
            return badRequest(QStringLiteral("bad_query"), QStringLiteral("a query parameter is there twice"));
        call.m_query.emplaceBack(*name, *value);
    }
    if (request.hasHeader("Idempotency-Key") && !call.idempotencyKey())
        return badRequest(QStringLiteral("bad_idempotency_key"),
                          QStringLiteral("an Idempotency-Key has 1 to 255 visible ASCII characters"));
    return call;
}

const Principal &Call::principal() const
{
    Q_ASSERT_X(m_principal, "Call::principal", "the route is public");
    return *m_principal;
}

QByteArray Call::mediaType() const
{
    return m_request->header("Content-Type").split(';').constFirst().trimmed().toLower();
}

Result<contract::JsonReader> Call::json() const
{
    if (!m_request->body.isEmpty() && mediaType() != "application/json")
        return fail({ErrorCode::UnsupportedMedia, {}, QStringLiteral("the body must be application/json")});
    if (m_request->hasHeader("Content-Encoding"))
        return fail({ErrorCode::UnsupportedMedia, {}, QStringLiteral("the body must not be compressed")});
    POS_TRY(QJsonObject object, contract::parseObject(m_request->body));
    return contract::JsonReader(std::move(object));
}

QString Call::pathText(const char *name) const
{
    return QString::fromUtf8(m_request->params.value(name));
}

Result<Id> Call::pathId(const char *name) const
{
    const Result<Id> id = Id::parse(pathText(name));
    if (!id)
        return fail(Error::notFound(QStringLiteral("resource")));
    return *id;
}

Result<void> Call::allowQuery(std::initializer_list<const char *> names) const
{
    QList<FieldError> errors;
    for (const auto &[name, value] : m_query) {
        if (std::none_of(names.begin(), names.end(),
                         [&name](const char *known) { return name == QLatin1StringView(known); }))
            errors.append({name.left(64), QStringLiteral("unknown_parameter"),
                           QStringLiteral("is not a parameter of this resource")});
    }
    if (!errors.isEmpty())
        return fail(Error::invalid(errors));
    return {};
}

std::optional<QString> Call::query(const char *name) const
{
    for (const auto &[key, value] : m_query) {
        if (key == QLatin1StringView(name) && !value.isEmpty())
            return value;
    }
    return {};
}

Result<std::optional<Id>> Call::queryId(const char *name) const
{
    const std::optional<QString> text = query(name);
    if (!text)
        return std::nullopt;
    const Result<Id> id = Id::parse(*text);
    if (!id)
        return badField(name, QStringLiteral("not_an_id"), QStringLiteral("must be a UUID"));
    return *id;
}

Result<std::optional<Instant>> Call::queryInstant(const char *name) const
{
    const std::optional<QString> text = query(name);
    if (!text)
        return std::nullopt;
    const Result<Instant> instant = instantFromRfc3339(*text);
    if (!instant)
        return badField(name, QStringLiteral("not_an_instant"),
                        QStringLiteral("must be an RFC 3339 time with an offset"));
    return *instant;
}

Result<std::optional<qint64>> Call::queryInteger(const char *name, qint64 min, qint64 max) const
{
    const std::optional<QString> text = query(name);
    if (!text)
        return std::nullopt;
    bool good = false;
    const qint64 number = text->toLongLong(&good);
    if (!good)
        return badField(name, QStringLiteral("wrong_type"), QStringLiteral("must be a whole number"));
    if (number < min)
        return badField(name, QStringLiteral("too_small"), QStringLiteral("must be at least %1").arg(min));
    if (number > max)
        return badField(name, QStringLiteral("too_large"), QStringLiteral("must be at most %1").arg(max));
    return number;
}

Result<std::optional<bool>> Call::queryBoolean(const char *name) const
{
    POS_TRY(const std::optional<QString> word, queryOneOf(name, {QStringLiteral("true"), QStringLiteral("false")}));
    if (!word)
        return std::nullopt;
    return *word == u"true";
}

Result<std::optional<QString>> Call::queryOneOf(const char *name, const QStringList &allowed) const
{
    std::optional<QString> text = query(name);
    if (text && !allowed.contains(*text))
        return badField(name, QStringLiteral("not_allowed"),
                        QStringLiteral("must be one of %1").arg(allowed.join(QStringLiteral(", "))));
    return text;
}

Result<int> Call::limit() const
{
    POS_TRY(const std::optional<qint64> number, queryInteger("limit", 1, kMaxLimit));
    return static_cast<int>(number.value_or(kDefaultLimit));
}

Result<QJsonObject> Call::cursor() const
{
    const std::optional<QString> text = query("cursor");
    if (!text)
        return QJsonObject{};
    const auto decoded = QByteArray::fromBase64Encoding(text->toUtf8(), QByteArray::Base64UrlEncoding
                                                                            | QByteArray::AbortOnBase64DecodingErrors);
    const QJsonDocument document = decoded ? QJsonDocument::fromJson(*decoded) : QJsonDocument();
    if (!document.isObject() || document.object().isEmpty())
        return badField("cursor", QStringLiteral("bad_cursor"), QStringLiteral("is not a cursor of this list"));
    return document.object();
}

QString Call::encodeCursor(const QJsonObject &position)
{
    return QString::fromLatin1(QJsonDocument(position)
                                   .toJson(QJsonDocument::Compact)
                                   .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

std::optional<QString> Call::idempotencyKey() const
{
    const QByteArray key = m_request->header("Idempotency-Key");
    const bool visible = std::all_of(key.begin(), key.end(), [](char c) { return c > 0x20 && c < 0x7f; });
    if (key.isEmpty() || key.size() > 255 || !visible)
        return {};
    return QString::fromLatin1(key);
}

Result<qint64> Call::ifMatch() const
{
    const QByteArray tag = m_request->header("If-Match");
    if (tag.isEmpty() || tag == "*")
        return fail(
            {ErrorCode::PreconditionRequired, {}, QStringLiteral("name the version you have read in If-Match")});
    bool good = tag.size() > 2 && tag.startsWith('"') && tag.endsWith('"');
    const qint64 version = good ? tag.mid(1, tag.size() - 2).toLongLong(&good) : 0;
    if (!good)
        return fail(
            {ErrorCode::PreconditionFailed, {}, QStringLiteral("If-Match does not hold a version of this resource")});
    return version;
}

} // namespace pos::http
