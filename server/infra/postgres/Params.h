// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "core/base/Quantity.h"

#include <QByteArray>
#include <QDate>
#include <QJsonArray>
#include <QJsonObject>

#include <optional>
#include <vector>

namespace pos::pg {

// The values of one statement, in order: Params(tenant, id, name, price). Text travels as text, bytes
// (bytea) in binary, lists as arrays, std::nullopt and nullptr as NULL. Money and Quantity are bigint.
class Params {
public:
    template<class... Values>
    explicit Params(const Values &...values)
    {
        m_values.reserve(sizeof...(values));
        (add(values), ...);
    }

    Params &add(std::nullptr_t);
    Params &add(bool value);
    Params &add(int value) { return add(static_cast<qint64>(value)); }
    Params &add(qint64 value);
    Params &add(const char *text);
    Params &add(const QString &text);
    Params &add(const QByteArray &bytes); // bytea
    Params &add(const Id &id);            // a null Id is NULL
    Params &add(Money money) { return add(money.minor()); }
    Params &add(Quantity quantity) { return add(quantity.thousandths()); }
    Params &add(Instant instant);
    Params &add(QDate date);
    Params &add(const QJsonObject &json);
    Params &add(const QJsonArray &json);
    Params &add(const QStringList &texts);         // text[]
    Params &add(const QList<Id> &ids);             // uuid[]; a null Id is NULL
    Params &add(const QList<qint64> &numbers);     // bigint[]
    Params &add(const QList<QByteArray> &bytes);   // bytea[]

    template<class T>
    Params &add(const std::optional<T> &value)
    {
        return value ? add(*value) : add(nullptr);
    }

    struct Value {
        QByteArray bytes;
        bool isNull = false;
        bool isBinary = false;
    };
    const std::vector<Value> &values() const { return m_values; }

private:
    std::vector<Value> m_values;
};

} // namespace pos::pg
