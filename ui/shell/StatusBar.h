// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStatusBar>

namespace pos::ui {

class ConnectionMonitor;
class IconLabel;
class Label;

// Whether the server is reached, which one it is, and the language.
class StatusBar final : public QStatusBar {
    Q_OBJECT
public:
    StatusBar(ConnectionMonitor &monitor, const QString &address, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void showState();

    ConnectionMonitor &m_monitor;
    IconLabel *m_icon;
    Label *m_state;
    Label *m_address;
    Label *m_language;
};

} // namespace pos::ui
