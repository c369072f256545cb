// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStatusBar>

namespace pos::ui {

class ConnectionMonitor;
class IconLabel;
class Label;
class ServerStatus;

// Whether the server is reached and well, where it is, how many events wait, its version, the language.
// What the server does not tell is not shown.
class StatusBar final : public QStatusBar {
    Q_OBJECT
public:
    StatusBar(ConnectionMonitor &monitor, ServerStatus &status, QWidget *parent = nullptr);

    // onlyHere: it answers this computer alone, nobody else in the network.
    void setServer(const QString &name, const QString &address, bool onlyHere);

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Item {
        QWidget *box;
        IconLabel *icon;
        Label *words;
    };

    Item make(const char *name, const char *icon);
    void showState();
    void showServer(const QString &sentence);

    ConnectionMonitor &m_monitor;
    ServerStatus &m_status;
    Item m_server;
    Item m_address;
    Item m_events;
    Item m_version;
    Item m_language;
    QString m_name;
    QString m_where;
    bool m_onlyHere = false;
};

} // namespace pos::ui
