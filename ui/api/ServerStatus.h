// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <QJsonObject>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace pos::ui {

class ApiClient;

// What the server says about itself while somebody works: whether it is well, its version, how many
// events wait. Asked every ten seconds.
class ServerStatus final : public QObject {
    Q_OBJECT
public:
    explicit ServerStatus(ApiClient &client, QObject *parent = nullptr);

    void watch(bool on);
    void ask();
    void take(const QJsonObject &ready); // an answer that somebody else got

    QString version() const { return m_ready[u"version"].toString(); }
    std::optional<qint64> eventsWaiting() const;
    // A sentence of the server while a part of it is not well; empty otherwise.
    QString trouble() const { return m_trouble; }

Q_SIGNALS:
    void changed();
    // It was exchanged for one that this desktop cannot work with.
    void refused(const pos::Error &error);

private:
    ApiClient &m_client;
    QTimer m_again;
    QJsonObject m_ready;
    QString m_trouble;
    std::unique_ptr<QObject> m_call;
};

} // namespace pos::ui
