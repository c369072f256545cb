// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/TaxRulesModel.h"
#include "ui/panels/settings/SettingsSection.h"

QT_FORWARD_DECLARE_CLASS(QDateEdit)
QT_FORWARD_DECLARE_CLASS(QLineEdit)

namespace pos::ui {

class Banner;
class ComboBox;
class DataTable;
class Field;
class Label;

// The tax rules of the shop: which hold when, a new one, one taken away.
class TaxSection final : public SettingsSection {
    Q_OBJECT
public:
    explicit TaxSection(Session &session, QWidget *parent = nullptr);

    void start() override;
    void reload() override;
    bool isDirty() const override;
    void discard() override;

protected:
    void retranslate() override;

private:
    void build();
    void buildForm();
    void fillFrom(const QString &preset);
    void clearForm();
    bool check();
    void add();
    void refused(const Error &error);
    void askRemove();
    void remove(const QString &id);
    void showState();

    TaxRulesModel m_rules;
    Banner *m_banner;
    Label *m_title;
    Label *m_none;
    Label *m_newTitle;
    DataTable *m_table;
    Button *m_remove;
    ComboBox *m_preset;
    QLineEdit *m_name;
    QLineEdit *m_class;
    QLineEdit *m_rate;
    ComboBox *m_base;
    ComboBox *m_inclusive;
    QDateEdit *m_from;
    Field *m_presetField;
    Field *m_nameField;
    Field *m_classField;
    Field *m_rateField;
    Field *m_baseField;
    Field *m_inclusiveField;
    Field *m_fromField;
    Button *m_add;
    bool m_loaded = false;
    bool m_working = false;
};

} // namespace pos::ui
