// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/settings/MailTemplates.h"

#include "ui/api/ErrorWords.h"
#include "ui/models/MailsModel.h"
#include "ui/widgets/ComboBox.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/Frames.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"

#include <QJsonArray>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace pos::ui {

namespace {

constexpr int kTextHeight = 230;
constexpr int kPickerWidth = 280;

} // namespace

MailTemplates::MailTemplates(Session &session, QWidget *parent)
    : Page(parent), m_session(session), m_title(new Label(tok::Type::Heading)),
      m_note(new Label(tok::Type::Small, "muted")), m_which(new ComboBox), m_whichField(new Field(m_which)),
      m_titles{new Label(tok::Type::Strong), new Label(tok::Type::Strong)},
      m_bodies{new QPlainTextEdit, new QPlainTextEdit}
{
    auto *outer = boxOn<QVBoxLayout>(this);
    QFrame *card = makeCard();
    outer->addWidget(card);
    auto *column = boxOn<QVBoxLayout>(card, tok::s4, tok::s3);
    m_note->setWrapped();
    column->addWidget(m_title);
    column->addWidget(m_note);
    m_whichField->setMaximumWidth(kPickerWidth);
    column->addWidget(m_whichField);
    auto *sides = boxOn<QHBoxLayout>(nullptr, 0, tok::s4);
    for (int i = 0; i < 2; ++i) {
        auto *side = boxOn<QVBoxLayout>(nullptr, 0, tok::s1);
        m_titles[i]->setWrapped();
        m_bodies[i]->setReadOnly(true);
        m_bodies[i]->setTabChangesFocus(true);
        m_bodies[i]->setFixedHeight(kTextHeight);
        m_bodies[i]->setObjectName(i == 0 ? QStringLiteral("template.id") : QStringLiteral("template.en"));
        m_bodies[i]->setAccessibleName(i == 0 ? QStringLiteral("Bahasa Indonesia") : QStringLiteral("English"));
        side->addWidget(m_titles[i]);
        side->addWidget(m_bodies[i]);
        sides->addLayout(side, 1);
    }
    column->addLayout(sides);
    m_which->setObjectName(QStringLiteral("template.which"));
    connect(m_which, &QComboBox::currentIndexChanged, this, &MailTemplates::showTexts);
    retranslate();
}

void MailTemplates::load()
{
    ApiRequest request;
    request.path = QStringLiteral("/api/v1/notification-templates");
    m_session.client().call(request, this, [this](const Result<ApiReply> &answer) {
        if (!answer) {
            m_note->setText(ErrorWords::sentence(answer.error()));
            return;
        }
        m_texts.clear();
        for (const QJsonValue &text : answer->document[u"items"].toArray())
            m_texts.append(text.toObject());
        retranslate();
    });
}

// What the server puts in stands between double braces.
QString MailTemplates::filled(QString text, const QString &language) const
{
    const bool english = language == QLatin1String("en");
    text.replace(QStringLiteral("{{shop}}"), m_session.profile().shopName);
    text.replace(QStringLiteral("{{name}}"), m_session.profile().name);
    text.replace(QStringLiteral("{{code}}"), english ? QStringLiteral("[the code]") : QStringLiteral("[kodenya]"));
    text.replace(QStringLiteral("{{expires}}"),
                 english ? QStringLiteral("[the day it ends]") : QStringLiteral("[hari berakhirnya]"));
    return text;
}

void MailTemplates::showTexts()
{
    for (int i = 0; i < 2; ++i) {
        m_titles[i]->clear();
        m_bodies[i]->clear();
    }
    for (const QJsonObject &text : std::as_const(m_texts)) {
        if (text[u"template"].toString() != m_which->value())
            continue;
        const QString language = text[u"language"].toString();
        const int i = language == QLatin1String("en") ? 1 : 0;
        m_titles[i]->setText(filled(text[u"title"].toString(), language));
        m_bodies[i]->setPlainText(filled(text[u"text"].toString(), language));
    }
}

void MailTemplates::retranslate()
{
    m_title->setText(tr("What the mails say"));
    m_note->setText(tr("Each goes out in the language of the person it is for."));
    m_whichField->setTexts(tr("Mail"));
    QList<QPair<QString, QString>> choices;
    for (const QString &word : MailsModel::templates())
        choices.append({word, MailsModel::nameOf(word)});
    m_which->setChoices(choices);
    showTexts();
}

} // namespace pos::ui
