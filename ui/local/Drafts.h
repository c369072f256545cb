// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QJsonObject>
#include <QTimer>

#include <optional>

namespace pos::ui {

class LocalStore;

// What was typed into one editor and not saved yet, kept for the case that the program ends in between.
// One draft an editor, person and server; it goes when it was saved or discarded.
class Drafts final : public QObject {
    Q_OBJECT
public:
    struct Draft {
        QDateTime when;
        QJsonObject content;
    };

    // owner: of the person and the server, so that nobody is offered another's words.
    Drafts(LocalStore &store, const QString &owner, const QString &editor, QObject *parent = nullptr);
    ~Drafts() override; // keeps what is still waiting

    // Empty content drops the draft. Written a moment later, once for many keys.
    void keep(const QJsonObject &content);
    void drop();
    std::optional<Draft> kept() const;
    void flush();

private:
    LocalStore &m_store;
    QString m_key;
    QTimer m_pause;
    std::optional<QJsonObject> m_waiting;
};

} // namespace pos::ui
