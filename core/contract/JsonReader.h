// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/base/Id.h"
#include "core/base/Quantity.h"

#include <QJsonArray>
#include <QJsonObject>

#include <optional>
#include <set>

namespace pos::contract {

// Reads one JSON object from outside and collects every field error, not only the first. A getter
// returns a harmless value after an error; look at finish() before using any of them. Fields nobody
// asked for are refused by name.
class JsonReader {
public:
    struct TextRule {
        qsizetype min = 0;
        qsizetype max = 500; // characters as a person counts them are fewer; this bounds UTF-16 units
    };

    explicit JsonReader(QJsonObject object, QString path = {})
        : m_object(std::move(object)), m_path(std::move(path)) { }

    QString text(const char *name, TextRule rule);                       // required
    std::optional<QString> optionalText(const char *name, TextRule rule); // absent or null: nothing
    qint64 integer(const char *name, qint64 min, qint64 max);
    std::optional<qint64> optionalInteger(const char *name, qint64 min, qint64 max);
    bool boolean(const char *name, bool otherwise);
    std::optional<bool> optionalBoolean(const char *name);
    Money money(const char *name, Money min, Money max = Money::ofMinor(Money::kMax));
    std::optional<Money> optionalMoney(const char *name, Money min, Money max = Money::ofMinor(Money::kMax));
    Quantity quantity(const char *name, Quantity min, Quantity max = Quantity::ofThousandths(Quantity::kMax));
    std::optional<Quantity> optionalQuantity(const char *name, Quantity min,
                                             Quantity max = Quantity::ofThousandths(Quantity::kMax));
    Id id(const char *name);
    std::optional<Id> optionalId(const char *name);
    std::optional<Instant> optionalInstant(const char *name);
    QString oneOf(const char *name, const QStringList &allowed);
    std::optional<QString> optionalOneOf(const char *name, const QStringList &allowed);
    QStringList textList(const char *name, qsizetype maxItems, TextRule rule); // absent: empty

    // Calls read(reader, index) for each object of the array. Field names come out as "lines[0].quantity".
    template<class Read>
    void each(const char *name, qsizetype minItems, qsizetype maxItems, Read read)
    {
        const QJsonArray items = array(name, minItems, maxItems);
        for (qsizetype i = 0; i < items.size(); ++i) {
            const QString path = pathOf(name) + QStringLiteral("[%1]").arg(i);
            if (!items[i].isObject()) {
                addErrorAt(path, QStringLiteral("wrong_type"), QStringLiteral("must be an object"));
                continue;
            }
            JsonReader reader(items[i].toObject(), path);
            read(reader, i);
            reader.closeInto(*this);
        }
    }

    bool has(const char *name) const;     // present, even when null
    bool isNull(const char *name) const;  // present and null: "take it away" in a PATCH
    void addError(const char *name, const QString &code, const QString &message);

    // All errors of this object and those below it.
    Result<void> finish();

private:
    QJsonValue take(const char *name);
    QJsonArray array(const char *name, qsizetype minItems, qsizetype maxItems);
    QString checkedText(const QString &path, const QJsonValue &value, TextRule rule);
    QString pathOf(const char *name) const;
    void addErrorAt(const QString &path, const QString &code, const QString &message);
    void refuseUnknown();
    void closeInto(JsonReader &parent);

    QJsonObject m_object;
    QString m_path;
    std::set<QString> m_known;
    QList<FieldError> m_errors;
};

// The body of a request as an object: refuses bad UTF-8, NUL, lone surrogates, trailing bytes,
// duplicates of depth, numbers no int64 holds. Empty body = empty object.
Result<QJsonObject> parseObject(const QByteArray &body);

// An integer by value (12500, 12500.0, 1e3), within ±2^53.
std::optional<qint64> exactInteger(const QJsonValue &value);
// A number with at most three decimals.
std::optional<Quantity> exactQuantity(const QJsonValue &value);
QJsonValue toJson(Quantity quantity);
inline QJsonValue toJson(Money money)
{
    return QJsonValue(static_cast<qint64>(money.minor()));
}

} // namespace pos::contract
