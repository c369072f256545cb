// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>
#include <QSystemTrayIcon>

namespace pos::ui {

// In the tray of the desktop, where there is one: brings the window back, or ends the program.
class TrayIcon final : public QObject {
    Q_OBJECT
public:
    explicit TrayIcon(QObject *parent = nullptr);

    static bool isAvailable() { return QSystemTrayIcon::isSystemTrayAvailable(); }
    void show();
    void tell(const QString &sentence);

Q_SIGNALS:
    void openAsked();
    void quitAsked();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void retranslate();

    QMenu m_menu;
    QAction *m_open;
    QAction *m_quit;
    QSystemTrayIcon m_icon;
};

} // namespace pos::ui
