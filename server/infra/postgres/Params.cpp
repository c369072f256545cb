// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/postgres/Params.h"

#include <QJsonDocument>
#include <QStringList>

namespace pos::pg {

namespace {

// {"a","b"}: every element quoted, so that no content is taken for syntax.
template<class List, class ToText>
QByteArray arrayLiteral(const List &items, ToText toText)
{
    QByteArray out("{");
    for (const auto &item : items) {
        if (out.size() > 1)
            out += ',';
        out += '"';
        const QByteArray text = toText(item);
        for (const char c : text) {
            if (c == '"' || c == '\\')
                out += '\\';
            out += c;
        }
        out += '"';
    }
    return out + '}';
}

} // namespace

Params &Params::add(std::nullptr_t)
{
    m_values.push_back({{}, true, false});
    return *this;
}

Params &Params::add(bool value)
{
    m_values.push_back({QByteArray(value ? "t" : "f")});
    return *this;
}

Params &Params::add(qint64 value)
{
    m_values.push_back({QByteArray::number(value)});
    return *this;
}

Params &Params::add(const char *text)
{
    m_values.push_back({QByteArray(text)});
    return *this;
}

Params &Params::add(const QString &text)
{
    // The text form ends at a NUL and would be cut in silence; in binary PostgreSQL refuses it (22021).
    m_values.push_back({text.toUtf8(), false, text.contains(QChar(u'\0'))});
    return *this;
}

Params &Params::add(const QByteArray &bytes)
{
    m_values.push_back({bytes, false, true});
    return *this;
}

Params &Params::add(const Id &id)
{
    if (id.isNull())
        return add(nullptr);
    m_values.push_back({id.toString().toLatin1()});
    return *this;
}

Params &Params::add(Instant instant)
{
    m_values.push_back({toRfc3339(instant).toLatin1()});
    return *this;
}

Params &Params::add(QDate date)
{
    if (!date.isValid())
        return add(nullptr);
    m_values.push_back({date.toString(Qt::ISODate).toLatin1()});
    return *this;
}

Params &Params::add(const QJsonObject &json)
{
    m_values.push_back({QJsonDocument(json).toJson(QJsonDocument::Compact)});
    return *this;
}

Params &Params::add(const QJsonArray &json)
{
    m_values.push_back({QJsonDocument(json).toJson(QJsonDocument::Compact)});
    return *this;
}

Params &Params::add(const QStringList &texts)
{
    bool hasNul = false;
    const QByteArray literal = arrayLiteral(texts, [&](const QString &text) {
        hasNul = hasNul || text.contains(QChar(u'\0'));
        return text.toUtf8();
    });
    m_values.push_back({literal, false, hasNul}); // as above: refused rather than cut
    return *this;
}

Params &Params::add(const QList<Id> &ids)
{
    QByteArray literal("{"); // neither an id nor NULL needs quotes, and a quoted NULL would be a text
    for (const Id &id : ids)
        literal +=
            (literal.size() > 1 ? "," : "") + (id.isNull() ? QByteArrayLiteral("NULL") : id.toString().toLatin1());
    m_values.push_back({literal + '}'});
    return *this;
}

Params &Params::add(const QList<qint64> &numbers)
{
    m_values.push_back({arrayLiteral(numbers, [](qint64 number) { return QByteArray::number(number); })});
    return *this;
}

Params &Params::add(const QList<QByteArray> &bytes)
{
    m_values.push_back({arrayLiteral(bytes, [](const QByteArray &item) { return "\\x" + item.toHex(); })});
    return *this;
}

} // namespace pos::pg
