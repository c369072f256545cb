// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/local/Connections.h"

#include "ui/local/LocalStore.h"

#include <QJsonArray>
#include <QUuid>

#include <algorithm>

namespace pos::ui {

namespace {

const QString kKey = QStringLiteral("connections");
const QString kLocal = QStringLiteral("local");

QString certificateKey(const QUrl &url)
{
    return QStringLiteral("certificate.%1:%2").arg(url.host(), QString::number(url.port(443)));
}

} // namespace

Connections::Connections(LocalStore &store, const std::optional<QUrl> &local, QObject *parent)
    : QObject(parent), m_store(store), m_local(local)
{
    const QJsonObject kept = store.object(kKey);
    for (const QJsonValue &value : kept[u"servers"].toArray()) {
        const Connection one{value[u"id"].toString(), value[u"name"].toString(), QUrl(value[u"url"].toString())};
        if (urlFrom(one.url.toString()) && !one.id.isEmpty() && !one.isLocal())
            m_others.append(one);
    }
    const QList<Connection> known = all();
    const QString id = kept[u"current"].toString();
    const auto found = std::find_if(known.begin(), known.end(), [&](const Connection &one) { return one.id == id; });
    if (found != known.end())
        m_current = *found;
    else if (!known.isEmpty())
        m_current = known.first();
}

std::optional<Connection> Connections::local() const
{
    return m_local ? std::optional(Connection{kLocal, {}, *m_local}) : std::nullopt;
}

QList<Connection> Connections::all() const
{
    QList<Connection> known = m_others;
    if (const auto here = local())
        known.prepend(*here);
    return known;
}

void Connections::use(const Connection &connection)
{
    m_current = connection;
    Q_EMIT changed();
}

void Connections::choose(const Connection &connection)
{
    use(connection);
    save();
}

Connection Connections::add(const QString &name, const QUrl &url)
{
    const Connection added{QUuid::createUuid().toString(QUuid::WithoutBraces), name, url};
    m_others.append(added);
    save();
    Q_EMIT changed();
    return added;
}

void Connections::change(const Connection &connection)
{
    for (Connection &one : m_others) {
        if (one.id == connection.id)
            one = connection;
    }
    if (m_current.id == connection.id)
        m_current = connection;
    save();
    Q_EMIT changed();
}

void Connections::remove(const QString &id)
{
    m_others.removeIf([&](const Connection &one) { return one.id == id; });
    save();
    Q_EMIT changed();
}

void Connections::save()
{
    QJsonArray servers;
    for (const Connection &one : std::as_const(m_others))
        servers.append(QJsonObject{{QStringLiteral("id"), one.id},
                                   {QStringLiteral("name"), one.name},
                                   {QStringLiteral("url"), one.url.toString()}});
    m_store.setObject(kKey, {{QStringLiteral("servers"), servers}, {QStringLiteral("current"), m_current.id}});
}

QByteArray Connections::certificateOf(const QUrl &url) const
{
    return QByteArray::fromHex(m_store.value(certificateKey(url)));
}

void Connections::confirm(const QUrl &url, const QByteArray &sha256)
{
    m_store.setValue(certificateKey(url), sha256.toHex());
}

std::optional<QUrl> Connections::urlFrom(const QString &text)
{
    const QString given = text.trimmed();
    QUrl url(given.contains(QLatin1String("://")) ? given : QStringLiteral("http://") + given, QUrl::StrictMode);
    const bool web = url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
    if (!url.isValid() || !web || url.host().isEmpty() || !url.userName().isEmpty() || url.hasQuery())
        return {};
    if (!url.path().isEmpty() && url.path() != QLatin1String("/"))
        return {};
    url.setPath({});
    return url;
}

} // namespace pos::ui
