// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/settings/DesktopSection.h"

#include "ui/local/Preferences.h"
#include "ui/widgets/ComboBox.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"

#include <QVBoxLayout>

namespace pos::ui {

DesktopSection::DesktopSection(Session &session, QWidget *parent)
    : SettingsSection(session, parent), m_title(new Label(tok::Type::Heading)),
      m_note(new Label(tok::Type::Small, "muted")), m_language(new ComboBox), m_look(new ComboBox),
      m_text(new ComboBox), m_languageField(new Field(m_language)), m_lookField(new Field(m_look)),
      m_textField(new Field(m_text))
{
    auto *column = addCard();
    column->addWidget(m_title);
    m_note->setWrapped();
    column->addWidget(m_note);
    auto *pair = boxOn<QHBoxLayout>(nullptr, 0, tok::s4);
    pair->addWidget(m_languageField, 1);
    pair->addWidget(m_lookField, 1);
    pair->addWidget(m_textField, 1);
    column->addLayout(pair);
    content()->addStretch(1);
    m_language->setObjectName(QStringLiteral("desktop.language"));
    m_look->setObjectName(QStringLiteral("desktop.look"));
    m_text->setObjectName(QStringLiteral("desktop.text"));
    retranslate();
}

void DesktopSection::setPreferences(Preferences &preferences)
{
    m_preferences = &preferences;
    connect(m_language, &QComboBox::activated, m_preferences, [this] {
        m_preferences->setLanguage(m_language->value() == QLatin1String("id") ? Language::Indonesian
                                                                              : Language::English);
    });
    connect(m_look, &QComboBox::activated, m_preferences,
            [this] { m_preferences->setLook(m_look->value() == QLatin1String("dark") ? Look::Dark : Look::Light); });
    connect(m_text, &QComboBox::activated, m_preferences,
            [this] { m_preferences->setTextPercent(m_text->value().toInt()); });
    connect(m_preferences, &Preferences::changed, this, &DesktopSection::showChosen);
    showChosen();
}

void DesktopSection::showChosen()
{
    if (!m_preferences)
        return;
    m_language->setValue(QString::fromLatin1(toWord(m_preferences->language())));
    m_look->setValue(m_preferences->look() == Look::Dark ? QStringLiteral("dark") : QStringLiteral("light"));
    m_text->setValue(QString::number(m_preferences->textPercent()));
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
    m_textField->setTexts(tr("Size of text"));
    QList<QPair<QString, QString>> sizes;
    for (const int percent : TextSize::choices())
        sizes.append({QString::number(percent), tr("%1 %").arg(percent)});
    m_text->setChoices(sizes);
    showChosen();
}

} // namespace pos::ui
