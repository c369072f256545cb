// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocalServer>
#include <QLockFile>

#include <memory>

namespace pos::ui {

// One window for one data folder: a second start asks the first to raise its window, and ends.
class SingleInstance final : public QObject {
    Q_OBJECT
public:
    // what: names what there must be one window of, for example the data folder.
    explicit SingleInstance(const QString &what, QObject *parent = nullptr);
    ~SingleInstance() override;

    // True: this is the one. False: another is, and was asked to show itself; whether it answered is `answered`.
    bool claim(bool *answered = nullptr);
    QString socket() const { return m_socket; }

Q_SIGNALS:
    void raiseAsked();

private:
    void welcome();
    bool askTheOther() const;

    QString m_socket;
    QLockFile m_lock; // two that start at once: one gets it, also after a crash of an earlier one
    QLocalServer m_server;
};

} // namespace pos::ui
