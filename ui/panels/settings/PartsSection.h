// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/PartsModel.h"
#include "ui/panels/settings/SettingsSection.h"

namespace pos::ui {

class DataTable;
class Label;

// What is embedded in the server and what runs elsewhere, and where that is set.
class PartsSection final : public SettingsSection {
    Q_OBJECT
public:
    explicit PartsSection(Session &session, QWidget *parent = nullptr);

    void start() override;
    void reload() override;

protected:
    void retranslate() override;

private:
    PartsModel m_parts;
    Label *m_title;
    Label *m_note;
    Label *m_error;
    DataTable *m_table;
};

} // namespace pos::ui
