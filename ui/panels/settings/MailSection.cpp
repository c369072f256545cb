// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/settings/MailSection.h"

#include "ui/api/ErrorWords.h"
#include "ui/panels/ListSection.h"
#include "ui/panels/MailView.h"
#include "ui/panels/settings/MailTemplates.h"
#include "ui/panels/settings/WaitingShops.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/FilterBar.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"

#include <QJsonArray>
#include <QVBoxLayout>

namespace pos::ui {

namespace {
constexpr int kListHeight = 320;
}

MailSection::MailSection(Session &session, QWidget *parent)
    : SettingsSection(session, parent), m_model(session.client()), m_title(new Label(tok::Type::Heading)),
      m_state(new Label(tok::Type::Body, "muted")), m_banner(new Banner(Tone::Danger)),
      m_test(new Button(Button::Kind::Secondary, QStringLiteral("send"))), m_mailsTitle(new Label(tok::Type::Heading)),
      m_list(new ListSection(m_model, tok::row, QStringLiteral("mails"))), m_openCard(nullptr),
      m_mail(new MailView(session.client(), QStringLiteral("openMail"))), m_templates(new MailTemplates(session)),
      m_waiting(new WaitingShops(session))
{
    build();
    connect(m_test, &QPushButton::clicked, this, &MailSection::sendTest);
    connect(m_list->table(), &DataTable::rowChosen, this, &MailSection::openMail);
    connect(m_waiting, &WaitingShops::said, this, &MailSection::said);
    connect(m_mail, &MailView::said, this, &MailSection::said);
    connect(m_mail, &MailView::changed, &m_model, &MailsModel::replace);
    retranslate();
}

void MailSection::build()
{
    auto *column = addCard();
    auto *line = boxOn<QHBoxLayout>(nullptr, 0, tok::s4);
    auto *words = boxOn<QVBoxLayout>(nullptr, 0, tok::s1);
    m_state->setWrapped();
    m_state->setObjectName(QStringLiteral("mail.server"));
    words->addWidget(m_title);
    words->addWidget(m_state);
    line->addLayout(words, 1);
    line->addWidget(m_test, 0, Qt::AlignTop);
    column->addLayout(line);
    column->addWidget(m_banner);
    m_banner->hide();
    m_banner->setObjectName(QStringLiteral("mail.banner"));
    m_test->setObjectName(QStringLiteral("mail.test"));
    m_test->setVisible(profile().may(contract::Permission::NotificationsManage));

    content()->addWidget(m_waiting);
    content()->addWidget(m_mailsTitle);
    auto *sides = boxOn<QHBoxLayout>(nullptr, 0, tok::s4);
    m_list->setMinimumHeight(kListHeight);
    m_list->filters()->setSearchShown(false);
    m_list->setTime(ShopTime(profile().zone));
    m_model.setTime(ShopTime(profile().zone));
    m_list->table()->setColumns(MailsModel::What, 150, {{200, 0}, {160, 2}, {90, 1}, {150, 0}});
    sides->addWidget(m_list, 3);
    m_openCard = new QWidget; // takes no room while no mail is open
    auto *open = boxOn<QVBoxLayout>(m_openCard);
    addCard(open)->addWidget(m_mail);
    open->addStretch();
    sides->addWidget(m_openCard, 2);
    m_openCard->hide();
    content()->addLayout(sides);
    content()->addWidget(m_templates);
    content()->addStretch();
}

void MailSection::start()
{
    m_model.reload();
    m_templates->load();
    m_waiting->load();
    loadState();
}

void MailSection::reload()
{
    start();
}

void MailSection::loadState()
{
    if (!profile().may(contract::Permission::SystemRead))
        return;
    ApiRequest request;
    request.path = QStringLiteral("/api/v1/system/services");
    client().call(request, this, [this](const Result<ApiReply> &answer) {
        if (!answer)
            return; // another shop runs the server: the list says what became of each mail
        for (const QJsonValue &part : answer->document[u"parts"].toArray()) {
            if (part[u"part"] == QStringLiteral("mail"))
                m_server = part.toObject();
        }
        showState();
    });
}

void MailSection::sendTest()
{
    ApiRequest request;
    request.method = "POST";
    request.path = QStringLiteral("/api/v1/notifications/test");
    request.body = QJsonObject();
    m_working = true;
    m_banner->hide();
    showState();
    client().call(request, this, [this](const Result<ApiReply> &answer) {
        m_working = false;
        showState();
        if (!answer) {
            m_banner->setTexts(ErrorWords::sentence(answer.error()), {});
            m_banner->show();
            return;
        }
        const QString id = answer->document[u"id"].toString();
        Q_EMIT said(answer->document[u"status"] == QStringLiteral("kept")
                        ? tr("The test mail is written and kept here.")
                        : tr("The test mail is on its way."));
        m_list->keepChosen(id);
        m_model.reload();
        m_openCard->show();
        m_mail->open(id);
    });
}

void MailSection::openMail(int row)
{
    if (row < 0 || !profile().may(contract::Permission::NotificationsManage))
        return;
    const QString id = m_model.item(row)[u"id"].toString();
    m_list->keepChosen(id);
    m_openCard->show();
    m_mail->open(id);
}

void MailSection::showState()
{
    m_test->setBlocked(m_working ? tr("Being sent") : QString());
    if (!m_server)
        m_state->setText(tr("Invitations, new passwords and the like. Who runs the server sets up its mail server."));
    else if ((*m_server)[u"kind"] == QStringLiteral("outside"))
        m_state->setText(tr("Mails go out through %1.").arg((*m_server)[u"detail"].toString()));
    else
        m_state->setText(tr("No mail server is set up: mails are kept here, and you hand them over yourself. To send "
                            "them set SMTP_HOST, SMTP_FROM and the sign-in in settings.env of the data folder, and "
                            "start the program again."));
}

void MailSection::retranslate()
{
    m_title->setText(tr("Mail"));
    m_test->setLabel(tr("Send a test to me"));
    m_mailsTitle->setText(tr("Mails of the shop"));
    m_list->setWords(
        {QStringLiteral("send"), tr("No mails yet"), tr("Invitations and codes for a new password appear here.")});
    QList<QPair<QString, QString>> states;
    for (const char *word : {"kept", "queued", "sent", "failed"})
        states.append({QLatin1String(word), MailsModel::stateOf(QLatin1String(word)).words});
    QList<QPair<QString, QString>> templates;
    for (const QString &word : MailsModel::templates())
        templates.append({word, MailsModel::nameOf(word)});
    m_list->filters()->setSpecs({{QStringLiteral("status"), tr("Status"), FilterSpec::Kind::Choice, states},
                                 {QStringLiteral("template"), tr("Mail"), FilterSpec::Kind::Choice, templates}});
    showState();
}

} // namespace pos::ui
