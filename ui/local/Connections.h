// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QUrl>

#include <optional>

namespace pos::ui {

class LocalStore;

// A server that this desktop knows.
struct Connection {
    QString id; // "local" is the server of this computer
    QString name;
    QUrl url;

    bool isLocal() const { return id == QLatin1String("local"); }
};

// The servers this desktop knows, which one it is on, and the certificates that a person confirmed.
// Passwords and tokens are never kept: whoever starts the program signs in.
class Connections final : public QObject {
    Q_OBJECT
public:
    // local: where the server of this computer answers, for a program that brings one.
    Connections(LocalStore &store, const std::optional<QUrl> &local, QObject *parent = nullptr);

    QList<Connection> all() const; // this computer first
    Connection current() const { return m_current; }

    void choose(const Connection &connection);  // kept for the next start
    void use(const Connection &connection);     // for this time alone
    Connection add(const QString &name, const QUrl &url);
    void change(const Connection &connection);
    void remove(const QString &id);

    QByteArray certificateOf(const QUrl &url) const; // SHA-256; empty when none was confirmed
    void confirm(const QUrl &url, const QByteArray &sha256);

    // "192.168.1.20:8080" is taken for http://192.168.1.20:8080. Nothing when it is no address of a server.
    static std::optional<QUrl> urlFrom(const QString &text);

Q_SIGNALS:
    void changed();

private:
    void save();
    std::optional<Connection> local() const;

    LocalStore &m_store;
    std::optional<QUrl> m_local;
    QList<Connection> m_others;
    Connection m_current;
};

} // namespace pos::ui
