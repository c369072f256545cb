// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contract/JsonReader.h"

#include <QJsonDocument>
#include <QStringDecoder>

#include <cmath>

namespace pos::contract {

namespace {

constexpr double kExactLimit = 9007199254740992.0; // 2^53: beyond it a JSON number is not one integer

bool hasLoneSurrogate(const QString &text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i].isLowSurrogate())
            return true;
        if (text[i].isHighSurrogate() && (++i == text.size() || !text[i].isLowSurrogate()))
            return true;
    }
    return false;
}

QString present(const char *name)
{
    return QString::fromLatin1(name);
}

} // namespace

std::optional<qint64> exactInteger(const QJsonValue &value)
{
    if (!value.isDouble())
        return {};
    const double number = value.toDouble();
    if (std::abs(number) >= kExactLimit || std::floor(number) != number)
        return {};
    return static_cast<qint64>(number);
}

std::optional<Quantity> exactQuantity(const QJsonValue &value)
{
    if (!value.isDouble())
        return {};
    const double number = value.toDouble();
    if (std::abs(number) >= kExactLimit / Quantity::kScale)
        return {};
    const double thousandths = std::round(number * Quantity::kScale);
    // The nearest thousandth must read back as the very number that was sent: 0.0005 does not.
    if (thousandths / Quantity::kScale != number)
        return {};
    return Quantity::ofThousandths(static_cast<qint64>(thousandths));
}

QJsonValue toJson(Quantity quantity)
{
    const qint64 thousandths = quantity.thousandths();
    if (thousandths % Quantity::kScale == 0)
        return QJsonValue(thousandths / Quantity::kScale);
    return QJsonValue(static_cast<double>(thousandths) / Quantity::kScale);
}

Result<QJsonObject> parseObject(const QByteArray &body)
{
    const auto refuse = [](const char *why) {
        return fail({ErrorCode::BadRequest, QStringLiteral("not_json"), QString::fromLatin1(why)});
    };
    if (body.trimmed().isEmpty())
        return QJsonObject{};
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decoded = decoder.decode(body);
    if (decoder.hasError())
        return refuse("the body is not UTF-8");
    if (decoded.contains(QChar(u'\0')))
        return refuse("the body holds a NUL byte");
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(body, &error);
    if (error.error != QJsonParseError::NoError)
        return fail({ErrorCode::BadRequest, QStringLiteral("not_json"),
                     QStringLiteral("the body is not JSON: %1 at byte %2").arg(error.errorString()).arg(error.offset)});
    if (!document.isObject())
        return refuse("the body must be a JSON object");
    return document.object();
}

QString JsonReader::pathOf(const char *name) const
{
    return m_path.isEmpty() ? present(name) : m_path + u'.' + present(name);
}

void JsonReader::addErrorAt(const QString &path, const QString &code, const QString &message)
{
    m_errors.append({path, code, message});
}

void JsonReader::addError(const char *name, const QString &code, const QString &message)
{
    addErrorAt(pathOf(name), code, message);
}

bool JsonReader::has(const char *name) const
{
    return m_object.contains(QLatin1StringView(name));
}

bool JsonReader::isNull(const char *name) const
{
    return m_object.value(QLatin1StringView(name)).isNull();
}

QJsonValue JsonReader::take(const char *name)
{
    m_known.insert(present(name));
    return m_object.value(QLatin1StringView(name));
}

QString JsonReader::checkedText(const QString &path, const QJsonValue &value, TextRule rule)
{
    if (!value.isString()) {
        addErrorAt(path, QStringLiteral("wrong_type"), QStringLiteral("must be a text"));
        return {};
    }
    const QString text = value.toString();
    if (hasLoneSurrogate(text) || text.contains(QChar(u'\0')))
        addErrorAt(path, QStringLiteral("bad_characters"), QStringLiteral("holds characters that cannot be stored"));
    else if (text.trimmed().size() < rule.min)
        addErrorAt(path, text.trimmed().isEmpty() ? QStringLiteral("required") : QStringLiteral("too_short"),
                   QStringLiteral("must have at least %1 characters").arg(rule.min));
    else if (text.size() > rule.max)
        addErrorAt(path, QStringLiteral("too_long"), QStringLiteral("must have at most %1 characters").arg(rule.max));
    else
        return text;
    return {};
}

QString JsonReader::text(const char *name, TextRule rule)
{
    const QJsonValue value = take(name);
    if (value.isUndefined() || value.isNull()) {
        addError(name, QStringLiteral("required"), QStringLiteral("is required"));
        return {};
    }
    return checkedText(pathOf(name), value, rule);
}

std::optional<QString> JsonReader::optionalText(const char *name, TextRule rule)
{
    const QJsonValue value = take(name);
    if (value.isUndefined() || value.isNull())
        return {};
    return checkedText(pathOf(name), value, rule);
}

std::optional<qint64> JsonReader::optionalInteger(const char *name, qint64 min, qint64 max)
{
    const QJsonValue value = take(name);
    if (value.isUndefined() || value.isNull())
        return {};
    const std::optional<qint64> number = exactInteger(value);
    if (!number)
        addError(name, QStringLiteral("wrong_type"), QStringLiteral("must be a whole number within ±2^53"));
    else if (*number < min)
        addError(name, QStringLiteral("too_small"), QStringLiteral("must be at least %1").arg(min));
    else if (*number > max)
        addError(name, QStringLiteral("too_large"), QStringLiteral("must be at most %1").arg(max));
    else
        return number;
    return min; // harmless: finish() fails
}

qint64 JsonReader::integer(const char *name, qint64 min, qint64 max)
{
    const std::optional<qint64> number = optionalInteger(name, min, max);
    if (!number)
        addError(name, QStringLiteral("required"), QStringLiteral("is required"));
    return number.value_or(min);
}

std::optional<bool> JsonReader::optionalBoolean(const char *name)
{
    const QJsonValue value = take(name);
    if (value.isUndefined() || value.isNull())
        return {};
    if (!value.isBool()) {
        addError(name, QStringLiteral("wrong_type"), QStringLiteral("must be true or false"));
        return false;
    }
    return value.toBool();
}

bool JsonReader::boolean(const char *name, bool otherwise)
{
    return optionalBoolean(name).value_or(otherwise);
}

std::optional<Money> JsonReader::optionalMoney(const char *name, Money min, Money max)
{
    const std::optional<qint64> minor = optionalInteger(name, min.minor(), max.minor());
    return minor ? std::optional(Money::ofMinor(*minor)) : std::nullopt;
}

Money JsonReader::money(const char *name, Money min, Money max)
{
    return Money::ofMinor(integer(name, min.minor(), max.minor()));
}

std::optional<Quantity> JsonReader::optionalQuantity(const char *name, Quantity min, Quantity max)
{
    const QJsonValue value = take(name);
    if (value.isUndefined() || value.isNull())
        return {};
    const std::optional<Quantity> quantity = exactQuantity(value);
    if (!quantity)
        addError(name, QStringLiteral("wrong_type"), QStringLiteral("must be a number with at most three decimals"));
    else if (*quantity < min)
        addError(name, QStringLiteral("too_small"),
                 QStringLiteral("must be at least %1").arg(toJson(min).toVariant().toString()));
    else if (*quantity > max)
        addError(name, QStringLiteral("too_large"),
                 QStringLiteral("must be at most %1").arg(toJson(max).toVariant().toString()));
    else
        return quantity;
    return min;
}

Quantity JsonReader::quantity(const char *name, Quantity min, Quantity max)
{
    const std::optional<Quantity> quantity = optionalQuantity(name, min, max);
    if (!quantity)
        addError(name, QStringLiteral("required"), QStringLiteral("is required"));
    return quantity.value_or(min);
}

std::optional<Id> JsonReader::optionalId(const char *name)
{
    const QJsonValue value = take(name);
    if (value.isUndefined() || value.isNull())
        return {};
    const Result<Id> id = value.isString() ? Id::parse(value.toString()) : Id::parse(u"");
    if (!id)
        addError(name, QStringLiteral("not_an_id"), QStringLiteral("must be a UUID"));
    return id.value_or(Id());
}

Id JsonReader::id(const char *name)
{
    const std::optional<Id> id = optionalId(name);
    if (!id)
        addError(name, QStringLiteral("required"), QStringLiteral("is required"));
    return id.value_or(Id());
}

std::optional<Instant> JsonReader::optionalInstant(const char *name)
{
    const QJsonValue value = take(name);
    if (value.isUndefined() || value.isNull())
        return {};
    const Result<Instant> instant = instantFromRfc3339(value.toString());
    if (!instant)
        addError(name, QStringLiteral("not_an_instant"), QStringLiteral("must be an RFC 3339 time with an offset"));
    return instant.value_or(Instant());
}

std::optional<QString> JsonReader::optionalOneOf(const char *name, const QStringList &allowed)
{
    const QJsonValue value = take(name);
    if (value.isUndefined() || value.isNull())
        return {};
    if (!value.isString() || !allowed.contains(value.toString())) {
        addError(name, QStringLiteral("not_allowed"),
                 QStringLiteral("must be one of %1").arg(allowed.join(QStringLiteral(", "))));
        return QString();
    }
    return value.toString();
}

QString JsonReader::oneOf(const char *name, const QStringList &allowed)
{
    const std::optional<QString> word = optionalOneOf(name, allowed);
    if (!word)
        addError(name, QStringLiteral("required"), QStringLiteral("is required"));
    return word.value_or(QString());
}

QJsonArray JsonReader::array(const char *name, qsizetype minItems, qsizetype maxItems)
{
    const QJsonValue value = take(name);
    const bool absent = value.isUndefined() || value.isNull();
    if (!absent && !value.isArray()) {
        addError(name, QStringLiteral("wrong_type"), QStringLiteral("must be an array"));
        return {};
    }
    const QJsonArray items = value.toArray();
    if (items.size() < minItems) {
        addError(name, absent ? QStringLiteral("required") : QStringLiteral("too_few"),
                 QStringLiteral("must hold at least %1").arg(minItems));
        return {};
    }
    if (items.size() > maxItems) {
        addError(name, QStringLiteral("too_many"), QStringLiteral("must hold at most %1").arg(maxItems));
        return {};
    }
    return items;
}

QStringList JsonReader::textList(const char *name, qsizetype maxItems, TextRule rule)
{
    QStringList list;
    const QJsonArray items = array(name, 0, maxItems);
    for (qsizetype i = 0; i < items.size(); ++i)
        list.append(checkedText(pathOf(name) + QStringLiteral("[%1]").arg(i), items[i], rule));
    return list;
}

void JsonReader::refuseUnknown()
{
    for (auto it = m_object.constBegin(); it != m_object.constEnd(); ++it) {
        if (m_known.contains(it.key()))
            continue;
        // The name comes from outside: bounded before it goes into an answer.
        const QString name = it.key().left(64);
        addErrorAt(m_path.isEmpty() ? name : m_path + u'.' + name, QStringLiteral("unknown_field"),
                   QStringLiteral("is not a field of this document"));
    }
}

void JsonReader::closeInto(JsonReader &parent)
{
    refuseUnknown();
    parent.m_errors += m_errors;
}

Result<void> JsonReader::finish()
{
    refuseUnknown();
    if (!m_errors.isEmpty())
        return fail(Error::invalid(m_errors));
    return {};
}

} // namespace pos::contract
