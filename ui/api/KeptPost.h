// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/ApiClient.h"

namespace pos::ui {

// A POST that moves money or stock. As long as nobody knows what became of it, the same body goes out
// under the same Idempotency-Key: the server does it once, however often it is sent. Another body, or
// an answer that settles it, begins anew.
class KeptPost final {
public:
    explicit KeptPost(ApiClient &client) : m_client(client) { }

    // Called again while it runs, it does nothing.
    void send(const QString &path, const QJsonObject &body, const QByteArray &ifMatch, ApiAnswer answer);
    bool isRunning() const { return m_running != nullptr; }
    // Sent, and it may have been done.
    bool isOpen() const { return !m_key.isEmpty(); }
    void forget();

    // No answer, or one that does not say whether it was done.
    static bool isUncertain(const Error &error);

private:
    ApiClient &m_client;
    QString m_path;
    QJsonObject m_body;
    QByteArray m_key;
    std::unique_ptr<QObject> m_running;
};

} // namespace pos::ui
