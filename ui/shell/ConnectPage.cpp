// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/ConnectPage.h"

#include "ui/api/ErrorWords.h"
#include "ui/api/ServerVersion.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Layouts.h"

#include <QVBoxLayout>

namespace pos::ui {

using namespace std::chrono_literals;

ConnectPage::ConnectPage(ApiClient &client, QWidget *parent)
    : Page(parent), m_client(client), m_state(new EmptyState),
      m_retry(new Button(Button::Kind::Secondary, QStringLiteral("refresh-cw"))),
      m_other(new Button(Button::Kind::Ghost, QStringLiteral("server")))
{
    setObjectName(QStringLiteral("canvas"));
    setAttribute(Qt::WA_StyledBackground);
    boxOn<QVBoxLayout>(this)->addWidget(m_state);
    m_state->setObjectName(QStringLiteral("connect.state"));
    m_retry->setObjectName(QStringLiteral("connect.retry"));
    m_retry->setKeys(QKeySequence(Qt::Key_F5));
    m_state->addAction(m_retry);
    m_other->setObjectName(QStringLiteral("connect.other"));
    m_state->addAction(m_other);
    m_again.setSingleShot(true);
    m_again.setInterval(1s);
    connect(&m_again, &QTimer::timeout, this, &ConnectPage::ask);
    connect(m_retry, &QPushButton::clicked, this, [this] {
        if (m_phase == Phase::StartFailed)
            Q_EMIT startAsked();
        else
            begin();
    });
    connect(m_other, &QPushButton::clicked, this, &ConnectPage::connectionsAsked);
    retranslate();
}

void ConnectPage::begin()
{
    m_phase = Phase::Asking;
    m_error.reset();
    showState();
    ask();
}

void ConnectPage::showStarting(const QString &sentence)
{
    stop();
    m_phase = Phase::Starting;
    m_sentence = sentence;
    showState();
}

void ConnectPage::showStartFailed(const QString &sentence)
{
    stop();
    m_phase = Phase::StartFailed;
    m_sentence = sentence;
    showState();
}

void ConnectPage::showRefused(const Error &error)
{
    stop();
    m_phase = Phase::Refused;
    m_error = error;
    showState();
}

void ConnectPage::stop()
{
    m_again.stop();
    m_call.reset();
}

void ConnectPage::ask()
{
    m_again.stop();
    m_call = std::make_unique<QObject>();
    ApiRequest request;
    request.path = QStringLiteral("/ready");
    request.anonymous = true;
    m_client.call(request, m_call.get(), [this](const Result<ApiReply> &answer) {
        m_call.release()->deleteLater();
        if (answer) {
            if (const auto why = ServerVersion::refusal(answer->document))
                showRefused(*why);
            else
                Q_EMIT ready(answer->document);
            return;
        }
        m_error = answer.error();
        showState();
        m_again.start();
    });
}

void ConnectPage::showState()
{
    const QString icon = QStringLiteral("server");
    m_retry->setVisible(m_phase == Phase::StartFailed || (m_phase != Phase::Starting && m_error));
    m_other->setVisible(m_phase != Phase::Asking || m_error);
    if (m_phase == Phase::Starting)
        m_state->setContent(icon, tr("Starting the server"), m_sentence);
    else if (m_phase == Phase::StartFailed)
        m_state->setContent(QStringLiteral("circle-alert"), tr("The server could not be started"), m_sentence);
    else if (m_phase == Phase::Refused)
        m_state->setContent(QStringLiteral("git-compare"), tr("This server cannot be used"),
                            ErrorWords::sentence(*m_error));
    else if (!m_error)
        m_state->setContent(icon, tr("Connecting to the server"), m_client.base().toDisplayString());
    else if (ErrorWords::isConnection(*m_error))
        m_state->setContent(
            QStringLiteral("unplug"), tr("The server is not reached"),
            tr("Nobody answers at %1. It is tried again every second.").arg(m_client.base().toDisplayString()));
    else
        m_state->setContent(icon, tr("The server is not ready yet"), ErrorWords::sentence(*m_error));
}

void ConnectPage::retranslate()
{
    m_retry->setLabel(tr("Retry"));
    m_other->setLabel(tr("Another server"));
    showState();
}

} // namespace pos::ui
