// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/settings/WaitingShops.h"

#include "ui/api/ErrorWords.h"
#include "ui/dialogs/ConfirmDialog.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Frames.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"
#include "ui/widgets/SheetRow.h"

#include <QJsonArray>
#include <QVBoxLayout>

namespace pos::ui {

namespace {
const QString kShops = QStringLiteral("/api/v1/system/shops");
}

WaitingShops::WaitingShops(Session &session, QWidget *parent)
    : Page(parent), m_session(session), m_time(session.profile().zone), m_title(new Label(tok::Type::Heading)),
      m_note(new Label(tok::Type::Small, "muted")), m_error(new Label(tok::Type::Body, "danger")),
      m_rows(boxOn<QVBoxLayout>(nullptr, 0, tok::s2))
{
    auto *outer = boxOn<QVBoxLayout>(this);
    QFrame *card = makeCard();
    outer->addWidget(card);
    auto *column = boxOn<QVBoxLayout>(card, tok::s4, tok::s3);
    m_note->setWrapped();
    m_error->setWrapped();
    column->addWidget(m_title);
    column->addWidget(m_note);
    column->addWidget(m_error);
    column->addLayout(m_rows);
    m_error->hide();
    setObjectName(QStringLiteral("waitingShops"));
    hide();
    retranslate();
}

void WaitingShops::load()
{
    if (!m_session.profile().may(contract::Permission::SystemManage))
        return;
    ApiRequest request;
    request.path = kShops;
    m_session.client().call(request, this, [this](const Result<ApiReply> &answer) {
        if (!answer)
            return; // what is wrong with the server is said above
        m_shops.clear();
        for (const QJsonValue &shop : answer->document[u"items"].toArray())
            m_shops.append(shop.toObject());
        showRows();
    });
}

QWidget *WaitingShops::makeRow(const QJsonObject &shop)
{
    auto *row =
        new SheetRow(shop[u"name"].toString(),
                     tr("%1, made %2").arg(shop[u"slug"].toString(), m_time.dateTime(shop[u"created_at"].toString())));
    auto *button = new Button(Button::Kind::Secondary);
    button->setObjectName(QStringLiteral("waitingShops.confirm.") + shop[u"slug"].toString());
    button->setLabel(tr("Confirm"));
    button->setAccessibleName(tr("Confirm %1").arg(shop[u"name"].toString()));
    connect(button, &QPushButton::clicked, this, [this, shop] { askConfirm(shop); });
    row->addAction(button);
    return row;
}

void WaitingShops::askConfirm(const QJsonObject &shop)
{
    ConfirmDialog::ask(
        this, tr("Confirm %1?").arg(shop[u"name"].toString()),
        tr("You say that you know who made this shop. They can sign in from then on, with the password "
           "they chose. You see nothing of that shop."),
        {{QStringLiteral("confirm"), tr("Confirm"), Button::Kind::Primary}, {QStringLiteral("keep"), tr("Cancel")}},
        [this, shop](const QString &answer) {
            if (answer == QLatin1String("confirm"))
                confirm(shop);
        });
}

void WaitingShops::confirm(const QJsonObject &shop)
{
    ApiRequest request;
    request.method = "POST";
    request.path = kShops + u'/' + shop[u"id"].toString() + QStringLiteral("/confirm");
    request.body = QJsonObject();
    m_session.client().call(request, this, [this, shop](const Result<ApiReply> &answer) {
        m_error->setVisible(!answer);
        if (!answer) {
            m_error->setText(ErrorWords::sentence(answer.error()));
            return;
        }
        Q_EMIT said(tr("The owner of %1 can sign in now.").arg(shop[u"name"].toString()));
        load();
    });
}

void WaitingShops::showRows()
{
    SheetRow::clear(m_rows);
    for (const QJsonObject &shop : std::as_const(m_shops))
        m_rows->addWidget(makeRow(shop));
    setVisible(!m_shops.isEmpty());
}

void WaitingShops::retranslate()
{
    m_title->setText(tr("Shops that wait"));
    m_note->setText(tr("They were made on this server, and their owner has not confirmed the address. Without a mail "
                       "server the code reaches nobody."));
    showRows();
}

} // namespace pos::ui
