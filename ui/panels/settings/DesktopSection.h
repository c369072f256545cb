// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/settings/SettingsSection.h"

namespace pos::ui {

class ComboBox;
class Field;
class Label;
class Preferences;

// What is this desktop's own and holds at once: language, look, size of text.
class DesktopSection final : public SettingsSection {
    Q_OBJECT
public:
    explicit DesktopSection(Session &session, QWidget *parent = nullptr);

    void setPreferences(Preferences &preferences); // before it is shown
    void start() override { }
    void reload() override { }

protected:
    void retranslate() override;

private:
    void showChosen();

    Label *m_title;
    Label *m_note;
    ComboBox *m_language;
    ComboBox *m_look;
    ComboBox *m_text;
    Field *m_languageField;
    Field *m_lookField;
    Field *m_textField;
    Preferences *m_preferences = nullptr;
};

} // namespace pos::ui
