// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/LanguagePage.h"

#include "ui/theme/Tokens.h"
#include "ui/widgets/OptionCard.h"

#include <QVBoxLayout>

namespace pos::ui {

LanguagePage::LanguagePage(Languages &languages, QWidget *parent)
    : WizardPage(parent), m_languages(languages), m_indonesian(new OptionCard), m_english(new OptionCard)
{
    m_indonesian->setObjectName(QStringLiteral("wizard.language.id"));
    m_english->setObjectName(QStringLiteral("wizard.language.en"));
    body()->setSpacing(tok::s2);
    body()->addWidget(m_indonesian);
    body()->addWidget(m_english);
    const auto offer = [this](OptionCard *card, Language language) {
        connect(card, &QAbstractButton::toggled, this, [this, language](bool isChosen) {
            if (isChosen && m_languages.current() != language)
                m_languages.apply(language);
        });
    };
    offer(m_indonesian, Language::Indonesian);
    offer(m_english, Language::English);
    connect(&languages, &Languages::changed, this, &WizardPage::changed);
    retranslate();
}

void LanguagePage::begin()
{
    (m_english->isChecked() ? m_english : m_indonesian)->setFocus(Qt::OtherFocusReason);
}

void LanguagePage::collect(QJsonObject &answers) const
{
    answers[QStringLiteral("language")] = m_languages.code();
}

void LanguagePage::retranslate()
{
    setTexts(
        tr("Language"),
        tr("Of this window, of mails and of receipts. Each person can choose another one for their window later."));
    // Each language in its own words, so that nobody has to read the other one.
    m_indonesian->setTexts(Languages::ownName(Language::Indonesian),
                           QStringLiteral("Semua teks dalam bahasa Indonesia"));
    m_english->setTexts(Languages::ownName(Language::English), QStringLiteral("All texts in English"));
    (m_languages.current() == Language::Indonesian ? m_indonesian : m_english)->setChecked(true);
}

} // namespace pos::ui
