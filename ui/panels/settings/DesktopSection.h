// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/settings/SettingsSection.h"

namespace pos::ui {

class ComboBox;
class Field;
class Label;

// What is this desktop's own and holds at once: language, look.
class DesktopSection final : public SettingsSection {
    Q_OBJECT
public:
    explicit DesktopSection(Session &session, QWidget *parent = nullptr);

    void start() override { }
    void reload() override { }

Q_SIGNALS:
    void languageAsked(); // the other one
    void lookAsked();

protected:
    void retranslate() override;
    void changeEvent(QEvent *event) override;

private:
    void showChosen();

    Label *m_title;
    Label *m_note;
    ComboBox *m_language;
    ComboBox *m_look;
    Field *m_languageField;
    Field *m_lookField;
};

} // namespace pos::ui
