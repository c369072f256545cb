// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QJsonObject>
#include <QObject>

QT_FORWARD_DECLARE_CLASS(QSqlQuery)

namespace pos::ui {

// What this desktop remembers for its user: window, columns, language, look, servers, and what was typed
// and not saved yet. A small SQLite file that only this user may read; when it cannot be opened or
// written, the window works all the same and remembers until it closes. Never secrets.
class LocalStore final : public QObject {
    Q_OBJECT
public:
    explicit LocalStore(const QString &file, QObject *parent = nullptr); // ":memory:" for none
    ~LocalStore() override;

    QByteArray value(const QString &key) const;
    QString text(const QString &key) const { return QString::fromUtf8(value(key)); }
    QJsonObject object(const QString &key) const;
    void setValue(const QString &key, const QByteArray &value);
    void setText(const QString &key, const QString &text) { setValue(key, text.toUtf8()); }
    void setObject(const QString &key, const QJsonObject &object);
    void remove(const QString &key);

Q_SIGNALS:
    // The disk is full, or the file went away: said once, until writing works again.
    void notKept();

private:
    bool open(const QString &file);
    bool write(QSqlQuery &query, const QString &key, const QByteArray &value);

    QString m_connection;
    QHash<QString, QByteArray> m_unwritten; // what the disk did not take
    bool m_failing = false;
};

} // namespace pos::ui
