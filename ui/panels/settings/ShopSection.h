// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/settings/SettingsSection.h"

QT_FORWARD_DECLARE_CLASS(QLineEdit)

namespace pos::ui {

class Banner;
class ComboBox;
class Field;
class Label;

// The shop itself: its name, currency, zone and when its day ends.
class ShopSection final : public SettingsSection {
    Q_OBJECT
public:
    explicit ShopSection(Session &session, QWidget *parent = nullptr);

    void start() override;
    void reload() override;
    bool isDirty() const override;
    void save() override;
    void discard() override;

protected:
    void retranslate() override;

private:
    void build();
    void showState();

    Banner *m_banner;
    Label *m_title;
    QLineEdit *m_name;
    QLineEdit *m_slug;
    ComboBox *m_currency;
    ComboBox *m_zone;
    ComboBox *m_cutoff;
    Field *m_nameField;
    Field *m_slugField;
    Field *m_currencyField;
    Field *m_zoneField;
    Field *m_cutoffField;
    DocumentForm *m_form;
    Button *m_save;
    Button *m_discard;
};

} // namespace pos::ui
