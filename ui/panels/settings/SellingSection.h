// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/settings/SettingsSection.h"

#include <QTimer>

QT_FORWARD_DECLARE_CLASS(QLabel)
QT_FORWARD_DECLARE_CLASS(QLineEdit)
QT_FORWARD_DECLARE_CLASS(QPlainTextEdit)

namespace pos::ui {

class Banner;
class ComboBox;
class Field;
class Label;

// How the shop sells: what its receipts say, with a look at one while typing, and how sums are rounded.
class SellingSection final : public SettingsSection {
    Q_OBJECT
public:
    explicit SellingSection(Session &session, QWidget *parent = nullptr);

    void start() override;
    void reload() override;
    bool isDirty() const override;
    void save() override;
    void discard() override;

protected:
    void retranslate() override;

private:
    void build();
    void buildReceipt();
    void buildRules();
    void bindPercent(const char *name, Field *field, QLineEdit *edit);
    void setRules();
    void showState();
    void preview();

    Banner *m_banner;
    Label *m_receiptTitle;
    Label *m_rulesTitle;
    Label *m_previewTitle;
    QPlainTextEdit *m_header;
    QPlainTextEdit *m_footer;
    ComboBox *m_columns;
    ComboBox *m_language;
    ComboBox *m_cashRounding;
    ComboBox *m_stockPolicy;
    ComboBox *m_taxRounding;
    QLineEdit *m_cashierDiscount;
    QLineEdit *m_managerDiscount;
    Field *m_headerField;
    Field *m_footerField;
    Field *m_columnsField;
    Field *m_languageField;
    Field *m_cashField;
    Field *m_stockField;
    Field *m_taxField;
    Field *m_cashierField;
    Field *m_managerField;
    QLabel *m_preview;
    DocumentForm *m_form;
    Button *m_save;
    Button *m_discard;
    QTimer m_pause; // after the last key
    std::unique_ptr<QObject> m_call; // the running preview
};

} // namespace pos::ui
