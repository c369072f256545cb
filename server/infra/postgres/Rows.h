// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "core/base/Quantity.h"

#include <QDate>
#include <QJsonArray>
#include <QJsonObject>

#include <memory>
#include <optional>

struct pg_result;

namespace pos::pg {

class Rows;

// One row of a result, valid as long as its Rows. Columns by name or by position; asking for a column
// that is not there, or reading NULL through a getter that cannot say so, is a programming error
// (assert in debug builds; an empty value otherwise): use isNull() or the optional… getters.
class Row {
public:
    bool isNull(const char *column) const;
    QString text(const char *column) const;
    QByteArray ascii(const char *column) const; // the raw text form
    QByteArray bytes(const char *column) const; // bytea
    qint64 i64(const char *column) const;
    int i32(const char *column) const { return static_cast<int>(i64(column)); }
    bool boolean(const char *column) const;
    Id id(const char *column) const; // NULL is a null Id
    Money money(const char *column) const { return Money::ofMinor(i64(column)); }
    Quantity quantity(const char *column) const { return Quantity::ofThousandths(i64(column)); }
    Instant instant(const char *column) const;
    QDate date(const char *column) const;
    QJsonObject json(const char *column) const;
    QJsonArray jsonArray(const char *column) const;
    QStringList texts(const char *column) const; // text[]
    std::optional<QString> optionalText(const char *column) const;
    std::optional<qint64> optionalI64(const char *column) const;
    std::optional<Instant> optionalInstant(const char *column) const;

private:
    friend class Rows;
    Row(const pg_result *result, int index) : m_result(result), m_index(index) { }
    const pg_result *m_result;
    int m_index;
};

// The result of one statement; owns it. Empty for commands.
class Rows {
public:
    Rows() = default;
    explicit Rows(pg_result *result); // takes ownership
    int size() const;
    bool isEmpty() const { return size() == 0; }
    qint64 affected() const; // rows an INSERT, UPDATE or DELETE touched
    Row operator[](int index) const { return Row(m_result.get(), index); }
    Row first() const { return (*this)[0]; }

    class Iterator {
    public:
        Iterator(const Rows *rows, int index) : m_rows(rows), m_index(index) { }
        Row operator*() const { return (*m_rows)[m_index]; }
        Iterator &operator++()
        {
            ++m_index;
            return *this;
        }
        bool operator!=(const Iterator &other) const { return m_index != other.m_index; }

    private:
        const Rows *m_rows;
        int m_index;
    };
    Iterator begin() const { return {this, 0}; }
    Iterator end() const { return {this, size()}; }

private:
    std::shared_ptr<pg_result> m_result;
};

} // namespace pos::pg
