// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/TrayIcon.h"

#include "ui/shell/ShopMark.h"

#include <QCoreApplication>
#include <QEvent>

namespace pos::ui {

namespace {
constexpr int kMark = 64;
const QString kName = QStringLiteral("POS Back Office");
}// namespace

TrayIcon::TrayIcon(QObject *parent)
    : QObject(parent), m_open(m_menu.addAction(QString())), m_quit(m_menu.addAction(QString()))
{
    m_icon.setIcon(QIcon(ShopMark(kMark).grab()));
    m_icon.setToolTip(kName);
    m_icon.setContextMenu(&m_menu);
    m_menu.installEventFilter(this);
    connect(m_open, &QAction::triggered, this, &TrayIcon::openAsked);
    connect(m_quit, &QAction::triggered, this, &TrayIcon::quitAsked);
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason != QSystemTrayIcon::Context)
            Q_EMIT openAsked();
    });
    connect(&m_icon, &QSystemTrayIcon::messageClicked, this, &TrayIcon::openAsked);
    retranslate();
}

void TrayIcon::show()
{
    m_icon.show();
}

void TrayIcon::tell(const QString &sentence)
{
    m_icon.showMessage(kName, sentence, m_icon.icon());
}

bool TrayIcon::eventFilter(QObject *, QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    return false;
}

void TrayIcon::retranslate()
{
    m_open->setText(tr("Open the window"));
    m_quit->setText(tr("Stop the server and quit"));
}

} // namespace pos::ui
