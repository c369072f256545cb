// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/settings/DesktopSection.h"

#include "ui/theme/Theme.h"
#include "ui/widgets/ComboBox.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"

#include <QEvent>
#include <QLocale>
#include <QVBoxLayout>

namespace pos::ui {

namespace {

QString spoken()
{
    return QLocale().language() == QLocale::Indonesian ? QStringLiteral("id") : QStringLiteral("en");
}

QString shownLook()
{
    return Theme::look() == Look::Dark ? QStringLiteral("dark") : QStringLiteral("light");
}

} // namespace

DesktopSection::DesktopSection(Session &session, QWidget *parent)
    : SettingsSection(session, parent), m_title(new Label(tok::Type::Heading)),
      m_note(new Label(tok::Type::Small, "muted")), m_language(new ComboBox), m_look(new ComboBox),
      m_languageField(new Field(m_language)), m_lookField(new Field(m_look))
{
    auto *column = addCard();
    column->addWidget(m_title);
    m_note->setWrapped();
    column->addWidget(m_note);
    auto *pair = boxOn<QHBoxLayout>(nullptr, 0, tok::s4);
    pair->addWidget(m_languageField, 1);
    pair->addWidget(m_lookField, 1);
    column->addLayout(pair);
    content()->addStretch();
    m_language->setObjectName(QStringLiteral("desktop.language"));
    m_look->setObjectName(QStringLiteral("desktop.look"));
    connect(m_language, &QComboBox::activated, this, [this] {
        if (m_language->value() != spoken())
            Q_EMIT languageAsked();
    });
    connect(m_look, &QComboBox::activated, this, [this] {
        if (m_look->value() != shownLook())
            Q_EMIT lookAsked();
    });
    retranslate();
}

void DesktopSection::showChosen()
{
    m_language->setValue(spoken());
    m_look->setValue(shownLook());
}

void DesktopSection::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        showChosen();
    SettingsSection::changeEvent(event);
}

void DesktopSection::retranslate()
{
    m_title->setText(tr("This desktop"));
    m_note->setText(tr("Holds at once, on this computer alone."));
    m_languageField->setTexts(tr("Language"));
    m_language->setChoices({{QStringLiteral("id"), QStringLiteral("Bahasa Indonesia")},
                            {QStringLiteral("en"), QStringLiteral("English")}});
    m_lookField->setTexts(tr("Look"));
    m_look->setChoices({{QStringLiteral("light"), tr("Light")}, {QStringLiteral("dark"), tr("Dark")}});
    showChosen();
}

} // namespace pos::ui
