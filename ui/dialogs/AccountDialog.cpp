// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/AccountDialog.h"

#include "ui/dialogs/SecretForm.h"
#include "ui/panels/staff/RoleWords.h"
#include "ui/panels/staff/SessionList.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Frames.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"

#include <QEvent>
#include <QScrollArea>
#include <QVBoxLayout>

namespace pos::ui {

namespace {
constexpr QSize kSize(520, 690);
}

AccountDialog::AccountDialog(Session &session, QWidget *parent)
    : QDialog(parent), m_session(session), m_name(new Label(tok::Type::Title)),
      m_about(new Label(tok::Type::Small, "muted")), m_pin(new SecretForm(SecretForm::Kind::Pin, session.client())),
      m_password(new SecretForm(SecretForm::Kind::Password, session.client())),
      m_sessions(new SessionList(session.client())), m_close(new Button(Button::Kind::Secondary))
{
    setObjectName(QStringLiteral("account"));
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    resize(kSize);
    auto *inside = new QWidget;
    inside->setObjectName(QStringLiteral("plain"));
    auto *parts = boxOn<QVBoxLayout>(inside, tok::s5, tok::s4);
    auto *head = boxOn<QVBoxLayout>(nullptr, 0, 2);
    head->addWidget(m_name);
    head->addWidget(m_about);
    parts->addLayout(head);
    parts->addWidget(makeHairline());
    parts->addWidget(m_pin);
    parts->addWidget(makeHairline());
    parts->addWidget(m_password);
    parts->addWidget(makeHairline());
    parts->addWidget(m_sessions);
    parts->addStretch();
    auto *scroll = new QScrollArea;
    scroll->setWidget(inside);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *column = boxOn<QVBoxLayout>(this);
    column->addWidget(scroll, 1);
    column->addWidget(makeHairline());
    auto *foot = boxOn<QHBoxLayout>(nullptr, tok::s3, tok::s2);
    foot->addStretch();
    foot->addWidget(m_close);
    column->addLayout(foot);
    m_close->setObjectName(QStringLiteral("account.close"));
    connect(m_close, &QPushButton::clicked, this, &QDialog::close);
    connect(m_pin, &SecretForm::done, this, [this] { Q_EMIT said(tr("The new PIN holds.")); });
    connect(m_password, &SecretForm::done, this, [this] {
        m_sessions->load();
        Q_EMIT said(tr("The new password holds."));
    });
    connect(m_sessions, &SessionList::ended, this, [this] { Q_EMIT said(tr("Session ended.")); });
    connect(&session, &Session::signedOut, this, &QDialog::close);
    m_sessions->setTime(ShopTime(session.profile().zone));
    m_sessions->open(QStringLiteral("/api/v1/auth/sessions"));
    retranslate();
    load();
    m_pin->setFocus(Qt::OtherFocusReason);
}

void AccountDialog::load()
{
    ApiRequest request;
    request.path = QStringLiteral("/api/v1/auth/me");
    m_session.client().call(request, this, [this](const Result<ApiReply> &answer) {
        if (answer)
            m_pin->setHasPin(answer->document[u"has_pin"].toBool());
    });
}

void AccountDialog::retranslate()
{
    const Profile &profile = m_session.profile();
    setWindowTitle(tr("My account"));
    m_name->setText(profile.name);
    m_about->setText(QStringLiteral("%1 · %2").arg(profile.email, RoleWords::name(profile.role)));
    m_close->setLabel(tr("Close"));
}

void AccountDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

} // namespace pos::ui
