// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/ApiClient.h"
#include "ui/widgets/Page.h"

#include <QTimer>

namespace pos::ui {

class Button;
class EmptyState;

// Until the server says that it is ready: asks it, again and again, and shows in words what it waits for.
class ConnectPage final : public Page {
    Q_OBJECT
public:
    explicit ConnectPage(ApiClient &client, QWidget *parent = nullptr);

    void begin();
    // While the server of this window is being started: what it does now, or why it could not start.
    void showStarting(const QString &sentence);
    void showStartFailed(const QString &sentence);
    // The server cannot be used as it is: another version, another program. Asked again when the person wants it.
    void showRefused(const Error &error);
    void stop(); // asking

Q_SIGNALS:
    void ready(const QJsonObject &answer);
    void startAsked();       // try to start the server again
    void connectionsAsked(); // another server

protected:
    void retranslate() override;

private:
    void ask();
    void showState();

    ApiClient &m_client;
    EmptyState *m_state;
    Button *m_retry;
    Button *m_other;
    QTimer m_again;
    std::unique_ptr<QObject> m_call;
    std::optional<Error> m_error;
    enum class Phase { Starting, StartFailed, Asking, Refused } m_phase = Phase::Asking;
    QString m_sentence;
};

} // namespace pos::ui
