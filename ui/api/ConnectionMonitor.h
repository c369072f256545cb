// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

namespace pos::ui {

class ApiClient;

// While the server is not reached it asks for it again, less and less often, and says when next.
class ConnectionMonitor final : public QObject {
    Q_OBJECT
public:
    explicit ConnectionMonitor(ApiClient &client, QObject *parent = nullptr);

    bool isOnline() const;
    int secondsToRetry() const { return m_left; }
    void retryNow();

Q_SIGNALS:
    void changed();  // state or seconds
    void restored(); // reached again: lists load anew

private:
    void onlineChanged(bool online);
    void tick();

    ApiClient &m_client;
    QTimer m_tick;
    int m_pause = 1;
    int m_left = 0;
    bool m_asking = false;
};

} // namespace pos::ui
