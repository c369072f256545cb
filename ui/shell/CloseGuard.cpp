// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/CloseGuard.h"

#include "ui/local/LocalStore.h"

#include <QWidget>

namespace pos::ui {

using Answer = CloseDialog::Answer;

namespace {
const QString kKey = QStringLiteral("window.close");
const QString kGoOn = QStringLiteral("go-on");
const QString kQuit = QStringLiteral("quit");
}// namespace

CloseGuard::CloseGuard(LocalStore &store, QWidget *window) : QObject(window), m_store(store), m_window(window)
{
}

void CloseGuard::forget()
{
    m_store.remove(kKey);
}

void CloseGuard::ask(std::function<void(Answer)> then)
{
    const QString kept = m_store.text(kKey);
    if (!m_running || kept == kQuit)
        return then(Answer::Quit);
    if (kept == kGoOn)
        return then(Answer::GoOn);
    if (m_asking)
        return;
    m_asking = true;
    auto *dialog = new CloseDialog(m_hasTray, m_window, [this, then](Answer answer, bool remember) {
        if (remember && answer != Answer::Stay)
            m_store.setText(kKey, answer == Answer::GoOn ? kGoOn : kQuit);
        then(answer);
    });
    connect(dialog, &QDialog::finished, this, [this] { m_asking = false; });
    dialog->open();
}

} // namespace pos::ui
