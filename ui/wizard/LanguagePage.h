// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/language/Languages.h"
#include "ui/wizard/WizardPage.h"

namespace pos::ui {

class OptionCard;

// The first step: the window changes as soon as a language is chosen.
class LanguagePage final : public WizardPage {
    Q_OBJECT
public:
    explicit LanguagePage(Languages &languages, QWidget *parent = nullptr);

    QString title() const override { return tr("Language"); }
    QString answer() const override { return Languages::ownName(m_languages.current()); }
    void collect(QJsonObject &answers) const override;
    void begin() override;

protected:
    void retranslate() override;

private:
    Languages &m_languages;
    OptionCard *m_indonesian;
    OptionCard *m_english;
};

} // namespace pos::ui
