// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/postgres/Rows.h"

#include <QJsonDocument>
#include <QStringList>

#include <charconv>
#include <libpq-fe.h>

namespace pos::pg {

namespace {

int columnOf(const PGresult *result, const char *name)
{
    const int column = result ? PQfnumber(result, name) : -1;
    Q_ASSERT_X(column >= 0, "pg::Row", name);
    return column;
}

QByteArrayView raw(const PGresult *result, int row, const char *name)
{
    const int column = columnOf(result, name);
    if (column < 0 || row >= PQntuples(result))
        return {};
    return {PQgetvalue(result, row, column), PQgetlength(result, row, column)};
}

template<class Number>
Number toNumber(QByteArrayView text)
{
    Number number = 0;
    std::from_chars(text.begin(), text.end(), number);
    return number;
}

// "2026-01-22 03:04:05.678901+00": the session's time zone is UTC and its DateStyle ISO (Connection).
Instant toInstant(QByteArrayView text)
{
    using namespace std::chrono;
    if (text.size() < 19)
        return {};
    const auto part = [&](qsizetype from, qsizetype length) { return toNumber<int>(text.sliced(from, length)); };
    const sys_days day = year(part(0, 4)) / month(static_cast<unsigned>(part(5, 2)))
                         / std::chrono::day(static_cast<unsigned>(part(8, 2)));
    int millis = 0;
    if (text.size() > 20 && text[19] == '.') {
        int weight = 100;
        for (qsizetype i = 20; i < text.size() && weight > 0 && text[i] >= '0' && text[i] <= '9'; ++i, weight /= 10)
            millis += (text[i] - '0') * weight;
    }
    return Instant(day) + hours(part(11, 2)) + minutes(part(14, 2)) + seconds(part(17, 2)) + milliseconds(millis);
}

} // namespace

bool Row::isNull(const char *column) const
{
    const int index = columnOf(m_result, column);
    return index < 0 || PQgetisnull(m_result, m_index, index) == 1;
}

QString Row::text(const char *column) const
{
    return QString::fromUtf8(raw(m_result, m_index, column));
}

QByteArray Row::ascii(const char *column) const
{
    return raw(m_result, m_index, column).toByteArray();
}

QByteArray Row::bytes(const char *column) const
{
    const QByteArrayView hex = raw(m_result, m_index, column);
    return hex.startsWith("\\x") ? QByteArray::fromHex(hex.sliced(2).toByteArray()) : QByteArray();
}

qint64 Row::i64(const char *column) const
{
    return toNumber<qint64>(raw(m_result, m_index, column));
}

bool Row::boolean(const char *column) const
{
    return raw(m_result, m_index, column) == "t";
}

Id Row::id(const char *column) const
{
    return Id(QUuid::fromString(QLatin1StringView(raw(m_result, m_index, column))));
}

Instant Row::instant(const char *column) const
{
    return toInstant(raw(m_result, m_index, column));
}

QDate Row::date(const char *column) const
{
    return QDate::fromString(text(column), Qt::ISODate);
}

QJsonObject Row::json(const char *column) const
{
    return QJsonDocument::fromJson(ascii(column)).object();
}

QJsonArray Row::jsonArray(const char *column) const
{
    return QJsonDocument::fromJson(ascii(column)).array();
}

QStringList Row::texts(const char *column) const
{
    QStringList out;
    const QByteArrayView literal = raw(m_result, m_index, column);
    QByteArray item;
    bool quoted = false;
    bool any = false;
    for (qsizetype i = 1; i < literal.size(); ++i) {
        const char c = literal[i];
        if (c == '\\' && i + 1 < literal.size()) {
            item += literal[++i];
        } else if (c == '"') {
            quoted = !quoted;
            any = true;
        } else if (!quoted && (c == ',' || c == '}')) {
            if (any || !item.isEmpty())
                out.append(QString::fromUtf8(item));
            item.clear();
            any = false;
        } else {
            item += c;
        }
    }
    return out;
}

std::optional<QString> Row::optionalText(const char *column) const
{
    return isNull(column) ? std::nullopt : std::optional(text(column));
}

std::optional<qint64> Row::optionalI64(const char *column) const
{
    return isNull(column) ? std::nullopt : std::optional(i64(column));
}

std::optional<Instant> Row::optionalInstant(const char *column) const
{
    return isNull(column) ? std::nullopt : std::optional(instant(column));
}

Rows::Rows(pg_result *result) : m_result(result, PQclear)
{
}

int Rows::size() const
{
    return m_result ? PQntuples(m_result.get()) : 0;
}

qint64 Rows::affected() const
{
    return m_result ? toNumber<qint64>(PQcmdTuples(m_result.get())) : 0;
}

} // namespace pos::pg
