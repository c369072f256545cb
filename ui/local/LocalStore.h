// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QObject>

namespace pos::ui {

// What this desktop remembers for its user: window, columns, language, look, last connection. A small
// SQLite file; when it cannot be opened the window works all the same and remembers until it closes.
// Never business data, personal data or secrets.
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

private:
    bool open(const QString &file);

    QString m_connection;
};

} // namespace pos::ui
