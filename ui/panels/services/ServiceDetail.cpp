// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/services/ServiceDetail.h"

#include "ui/panels/PartWords.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Label.h"

#include <QHBoxLayout>
#include <QJsonArray>

namespace pos::ui {

ServiceDetail::ServiceDetail(const ShopTime &time, QWidget *parent)
    : DetailPane(QStringLiteral("service"), parent), m_time(time), m_what(new Label(tok::Type::Body)),
      m_partsTitle(new Label(tok::Type::Strong)), m_parts(new Label(tok::Type::Body, "muted")),
      m_adviceTitle(new Label(tok::Type::Strong)), m_advice(new Label(tok::Type::Body)),
      m_errorTitle(new Label(tok::Type::Strong)), m_error(new Label(tok::Type::Body, "muted")),
      m_log(new Button(Button::Kind::Secondary, QStringLiteral("scroll-text")))
{
    for (Label *label : {m_what, m_partsTitle, m_parts, m_adviceTitle, m_advice, m_errorTitle, m_error}) {
        label->setWrapped();
        content()->addWidget(label);
    }
    content()->addStretch();
    m_error->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_parts->setObjectName(QStringLiteral("service.parts"));
    m_advice->setObjectName(QStringLiteral("service.advice"));
    m_error->setObjectName(QStringLiteral("service.error"));
    m_log->setObjectName(QStringLiteral("service.log"));
    foot()->addWidget(m_log);
    foot()->addStretch();
    connect(m_log, &QPushButton::clicked, this, [this] { Q_EMIT logAsked(service()); });
    retranslate();
}

void ServiceDetail::show(const QJsonObject &service)
{
    m_service = service;
    showState();
}

QString ServiceDetail::partsWords() const
{
    QStringList lines;
    for (const QJsonValue &part : std::as_const(m_service)[u"parts"].toArray()) {
        const QString name = PartWords::name(part[u"part"].toString());
        lines.append(part[u"ready"].toBool() ? tr("%1: ready").arg(name)
                                             : tr("%1: %2").arg(name, part[u"detail"].toString()));
    }
    return lines.join(u'\n');
}

QString ServiceDetail::adviceFor(const QString &part)
{
    if (part == QLatin1String("database"))
        return tr(
            "The server starts its own PostgreSQL again by itself, within seconds. When it stays away look at the "
            "space left on the disk, then at \"posctl logs postgres\". A database elsewhere has to be started "
            "there.");
    if (part == QLatin1String("keys"))
        return tr("The key file cannot be used. Put your copy of it back to its place, readable by the server alone. "
                  "Without it personal data stays unreadable; sales go on.");
    if (part == QLatin1String("smtp"))
        return tr("The mail server does not answer as it should. Mails wait and go out later by themselves. Look at "
                  "SMTP_HOST, SMTP_PORT and the sign-in in settings.env.");
    if (part == QLatin1String("kafka"))
        return tr("Kafka does not answer. Sales go on; events wait and leave in their order by themselves when it is "
                  "back. Look at KAFKA_BROKERS and the sign-in in settings.env.");
    return tr("Start that service, or mend its address in settings.env, then start this one again.");
}

QString ServiceDetail::advice() const
{
    for (const QJsonValue &part : std::as_const(m_service)[u"parts"].toArray()) {
        if (!part[u"ready"].toBool())
            return adviceFor(part[u"part"].toString());
    }
    if (std::as_const(m_service)[u"ready"].toBool())
        return {};
    return std::as_const(m_service)[u"detail"].toString() + u'\n' + adviceFor({});
}

void ServiceDetail::showState()
{
    const bool ready = std::as_const(m_service)[u"ready"].toBool();
    setHeading(service(), std::as_const(m_service)[u"address"].toString());
    setState(ready ? tr("Healthy") : tr("Not ready"), ready ? Tone::Success : Tone::Danger);
    m_what->setText(PartWords::service(service()));
    m_parts->setText(partsWords());
    m_partsTitle->setVisible(!m_parts->text().isEmpty());
    m_parts->setVisible(!m_parts->text().isEmpty());
    m_advice->setText(advice());
    m_adviceTitle->setVisible(!m_advice->text().isEmpty());
    m_advice->setVisible(!m_advice->text().isEmpty());
    const QJsonObject error = std::as_const(m_service)[u"last_error"].toObject();
    m_error->setText(error.isEmpty() ? tr("None since it was started.")
                                     : QStringLiteral("%1\n%2").arg(m_time.dateTime(error[u"time"].toString()),
                                                                    error[u"message"].toString()));
}

void ServiceDetail::retranslate()
{
    m_partsTitle->setText(tr("It stands on"));
    m_adviceTitle->setText(tr("What to do"));
    m_errorTitle->setText(tr("Last error"));
    m_log->setLabel(tr("Its log"));
    showState();
}

} // namespace pos::ui
