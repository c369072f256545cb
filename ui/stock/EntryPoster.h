// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/KeptPost.h"

namespace pos::ui {

// Enters a stock document once. When no answer came nobody knows whether it was entered: the same
// document is then sent again under the same Idempotency-Key, and no other one until that is settled.
class EntryPoster final : public QObject {
    Q_OBJECT
public:
    explicit EntryPoster(ApiClient &client, QObject *parent = nullptr);

    void post(const QString &path, const QJsonObject &body);
    void retry();
    void forget(); // gives up a document nobody knows the fate of
    bool isBusy() const { return m_post.isRunning(); }
    bool isOpen() const { return m_post.isOpen(); } // sent, and not settled

Q_SIGNALS:
    void entered(const QJsonObject &document);
    void refused(const Error &error);   // nothing was entered
    void unanswered(const Error &error); // retry() finds out
    void stateChanged();

private:
    void send();
    void answered(const Result<ApiReply> &answer);

    KeptPost m_post;
    QString m_path;
    QJsonObject m_body;
};

} // namespace pos::ui
