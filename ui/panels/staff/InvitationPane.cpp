// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/staff/InvitationPane.h"

#include "ui/api/ApiClient.h"
#include "ui/dialogs/ConfirmDialog.h"
#include "ui/models/InvitationsModel.h"
#include "ui/panels/MailView.h"
#include "ui/panels/staff/RoleWords.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Frames.h"
#include "ui/widgets/Label.h"

#include <QHideEvent>
#include <QJsonArray>
#include <QVBoxLayout>

namespace pos::ui {

namespace {

const QString kInvitations = QStringLiteral("/api/v1/invitations/");
constexpr auto kMailPause = std::chrono::milliseconds(400); // the mail is written by another service, a moment later
constexpr int kMailTries = 25;

} // namespace

InvitationPane::InvitationPane(ApiClient &client, const Profile &profile, QWidget *parent)
    : DetailPane(QStringLiteral("invitation"), parent), m_client(client),
      m_mayManage(profile.may(contract::Permission::UsersManage)),
      m_mayReadMails(profile.may(contract::Permission::NotificationsManage)), m_time(profile.zone),
      m_facts(new Label(tok::Type::Body)), m_mail(new MailView(client, QStringLiteral("mail"))),
      m_resend(new Button(Button::Kind::Secondary, QStringLiteral("send"))),
      m_withdraw(new Button(Button::Kind::Danger))
{
    m_facts->setWrapped();
    content()->addWidget(m_facts);
    content()->addWidget(makeHairline());
    content()->addWidget(m_mail);
    content()->addStretch();
    m_resend->setObjectName(QStringLiteral("invitation.resend"));
    m_withdraw->setObjectName(QStringLiteral("invitation.withdraw"));
    m_facts->setObjectName(QStringLiteral("invitation.facts"));
    foot()->addWidget(m_resend);
    foot()->addStretch();
    foot()->addWidget(m_withdraw);
    m_resend->setVisible(m_mayManage);
    m_withdraw->setVisible(m_mayManage);
    m_again.setSingleShot(true);
    m_again.setInterval(kMailPause);
    connect(&m_again, &QTimer::timeout, this, &InvitationPane::findMail);
    connect(m_resend, &QPushButton::clicked, this, &InvitationPane::resend);
    connect(m_withdraw, &QPushButton::clicked, this, &InvitationPane::askWithdraw);
    connect(m_mail, &MailView::said, this, &InvitationPane::said);
    retranslate();
}

void InvitationPane::open(const QJsonObject &invitation)
{
    m_invitation = invitation;
    m_lastMail.clear();
    hideError();
    m_mail->close();
    showState();
    m_triesLeft = kMailTries;
    if (m_mayReadMails)
        findMail();
}

void InvitationPane::hideEvent(QHideEvent *event)
{
    m_again.stop();
    DetailPane::hideEvent(event);
}

// An invited person's id is the invitation's.
void InvitationPane::findMail()
{
    ApiRequest request;
    request.path = QStringLiteral("/api/v1/notifications");
    request.query.addQueryItem(QStringLiteral("template"), QStringLiteral("invitation"));
    request.query.addQueryItem(QStringLiteral("user_id"), invitationId());
    request.query.addQueryItem(QStringLiteral("limit"), QStringLiteral("1"));
    m_client.call(request, this, [this, of = invitationId()](const Result<ApiReply> &answer) {
        if (of != invitationId())
            return; // another one was opened meanwhile
        if (answer)
            mailsCame(answer->document[u"items"].toArray());
        else
            showError(answer.error());
    });
}

void InvitationPane::mailsCame(const QJsonArray &mails)
{
    const QString newest = mails.isEmpty() ? QString() : mails[0][u"id"].toString();
    if (!newest.isEmpty() && newest != m_lastMail) {
        m_lastMail = newest;
        m_mail->open(newest);
        return;
    }
    if (--m_triesLeft > 0 && isVisible()) {
        m_mail->explain(tr("The mail is being written."));
        m_again.start();
        return;
    }
    m_mail->explain(tr("The mail is not written yet. Services shows what holds it up."));
}

void InvitationPane::resend()
{
    ApiRequest request;
    request.method = "POST";
    request.path = kInvitations + invitationId() + QStringLiteral("/resend");
    request.body = QJsonObject();
    m_working = true;
    hideError();
    showState();
    m_client.call(request, this, [this](const Result<ApiReply> &answer) {
        m_working = false;
        if (!answer) {
            showState();
            showError(answer.error());
            return;
        }
        m_invitation = answer->document;
        showState();
        m_mail->close();
        m_triesLeft = kMailTries;
        if (m_mayReadMails)
            findMail();
        Q_EMIT changed(m_invitation);
        Q_EMIT said(tr("The invitation was sent again. The code before it is no longer good."));
    });
}

void InvitationPane::askWithdraw()
{
    ConfirmDialog::ask(
        this, tr("Withdraw the invitation?"),
        tr("The code in the mail is no longer good, and the address is erased from the shop."),
        {{QStringLiteral("withdraw"), tr("Withdraw"), Button::Kind::Destroy}, {QStringLiteral("keep"), tr("Cancel")}},
        [this](const QString &answer) {
            if (answer == QLatin1String("withdraw"))
                withdraw();
        });
}

void InvitationPane::withdraw()
{
    ApiRequest request;
    request.method = "DELETE";
    request.path = kInvitations + invitationId();
    m_client.call(request, this, [this](const Result<ApiReply> &answer) {
        if (!answer) {
            showError(answer.error());
            return;
        }
        Q_EMIT said(tr("Invitation withdrawn."));
        m_invitation = {};
        Q_EMIT withdrawn();
    });
}

void InvitationPane::showState()
{
    const QString status = std::as_const(m_invitation)[u"status"].toString();
    setHeading(std::as_const(m_invitation)[u"email"].toString(), tr("Invitation"));
    setState(InvitationsModel::stateWords(status), InvitationsModel::stateTone(status));
    const QString role = RoleWords::name(std::as_const(m_invitation)[u"role"].toString());
    const QString until = m_time.dateTime(std::as_const(m_invitation)[u"expires_at"].toString());
    m_facts->setText(
        status == QLatin1String("expired")
            ? tr("Invited as: %1. The code was good until %2; send it again for a new one.").arg(role, until)
            : tr("Invited as: %1. The code is good until %2. They choose \"I was invited\" on the sign-in "
                 "page and enter it there.")
                  .arg(role, until));
    m_resend->setBlocked(m_working ? tr("Being sent") : QString());
}

void InvitationPane::retranslate()
{
    m_resend->setLabel(tr("Send again"));
    m_withdraw->setLabel(tr("Withdraw"));
    showState();
}

} // namespace pos::ui
