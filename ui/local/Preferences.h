// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/language/Languages.h"
#include "ui/theme/TextSize.h"
#include "ui/theme/Theme.h"

#include <optional>

namespace pos::ui {

class LocalStore;

// How this person wants the window: language, light or dark, size of text. Changed while running and kept.
class Preferences final : public QObject {
    Q_OBJECT
public:
    Preferences(Languages &languages, LocalStore &store, QObject *parent = nullptr);

    // As it was kept, or as given; the language of the system before anybody chose one.
    void restore(std::optional<Language> language, std::optional<Look> look);

    Language language() const { return m_languages.current(); }
    Look look() const { return Theme::look(); }
    int textPercent() const { return TextSize::percent(); }

    void setLanguage(Language language);
    void setLook(Look look);
    void setTextPercent(int percent); // one of TextSize::choices()
    void switchLanguage();
    void switchLook();
    void stepText(int steps); // +1 the next larger, -1 the next smaller

Q_SIGNALS:
    void changed();

private:
    Languages &m_languages;
    LocalStore &m_store;
};

} // namespace pos::ui
