// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/Profile.h"
#include "ui/models/ShopTime.h"
#include "ui/panels/DetailPane.h"

#include <QJsonObject>
#include <QTimer>

namespace pos::ui {

class ApiClient;
class Button;
class Label;
class MailView;

// An invitation that is open: its mail, sent again, withdrawn.
class InvitationPane final : public DetailPane {
    Q_OBJECT
public:
    InvitationPane(ApiClient &client, const Profile &profile, QWidget *parent = nullptr);

    void open(const QJsonObject &invitation);
    QString invitationId() const { return m_invitation[QStringLiteral("id")].toString(); }

Q_SIGNALS:
    void changed(const QJsonObject &invitation);
    void withdrawn();
    void said(const QString &confirmation);

protected:
    void retranslate() override;
    void hideEvent(QHideEvent *event) override;

private:
    void showState();
    void findMail();
    void mailsCame(const QJsonArray &mails);
    void resend();
    void askWithdraw();
    void withdraw();

    ApiClient &m_client;
    const bool m_mayManage;
    const bool m_mayReadMails;
    ShopTime m_time;
    QJsonObject m_invitation;
    QString m_lastMail; // before it was sent again
    QTimer m_again;
    int m_triesLeft = 0;
    bool m_working = false;

    Label *m_facts;
    MailView *m_mail;
    Button *m_resend;
    Button *m_withdraw;
};

} // namespace pos::ui
