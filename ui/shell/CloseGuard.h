// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dialogs/CloseDialog.h"

#include <QObject>

namespace pos::ui {

class LocalStore;

// What closing the window means: with a server elsewhere it ends the program; with the server of this
// computer the person is asked, and may have the answer remembered.
class CloseGuard final : public QObject {
    Q_OBJECT
public:
    CloseGuard(LocalStore &store, QWidget *window);

    void setServerRunning(bool running) { m_running = running; }
    void setTray(bool has) { m_hasTray = has; }
    bool hasTray() const { return m_hasTray; }
    void forget(); // the remembered answer

    // Asks at most once at a time.
    void ask(std::function<void(CloseDialog::Answer)> then);

private:
    LocalStore &m_store;
    QWidget *m_window;
    bool m_running = false;
    bool m_hasTray = false;
    bool m_asking = false;
};

} // namespace pos::ui
