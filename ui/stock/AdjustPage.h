// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/stock/EntryPage.h"

QT_FORWARD_DECLARE_CLASS(QLineEdit)

namespace pos::ui {

class ComboBox;
class ElidedLabel;
class Field;
class Label;
class MoneyField;
class QuantityField;

// One item is put right, with the reason: by how many, or to how many.
class AdjustPage final : public EntryPage {
    Q_OBJECT
public:
    AdjustPage(ApiClient &client, const Profile &profile, QWidget *parent = nullptr);

    bool isUnsaved() const override;
    void discard() override;
    void take(const StockItem &item) override;

protected:
    void retranslate() override;
    void showWork() override;
    void refused(const Error &error) override;
    void summarize(const QJsonObject &document) override;
    QString unsavedWords() const override;

private:
    QWidget *makeForm();
    void connectControls();
    QString kind() const;
    std::optional<Quantity> change() const; // signed, as it is entered
    void check();
    void enter();

    StockItem m_item;
    QWidget *m_form;
    ElidedLabel *m_name;
    Label *m_onHand;
    ComboBox *m_kind;
    QuantityField *m_quantity;
    MoneyField *m_cost;
    QLineEdit *m_reason;
    Field *m_kindField;
    Field *m_quantityField;
    Field *m_costField;
    Field *m_reasonField;
    QList<Button *> m_reasons; // common ones, by a click
    Label *m_result;
    Button *m_enter;
    bool m_typed = false;
};

} // namespace pos::ui
