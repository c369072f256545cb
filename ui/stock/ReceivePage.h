// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/stock/EntryPage.h"
#include "ui/stock/ReceiptLinesModel.h"

QT_FORWARD_DECLARE_CLASS(QLineEdit)

namespace pos::ui {

class ComboBox;
class DataTable;
class ElidedLabel;
class Field;
class Label;
class MoneyField;
class QuantityField;

// Goods come in: scan or search, quantity, cost; entered once, under the supplier's reference.
class ReceivePage final : public EntryPage {
    Q_OBJECT
public:
    ReceivePage(ApiClient &client, const Profile &profile, QWidget *parent = nullptr);

    bool isUnsaved() const override { return m_lines.rowCount() > 0 && !isDone(); }
    void discard() override;
    void take(const StockItem &item) override;

Q_SIGNALS:
    void labelsAsked(const QList<QPair<pos::ui::StockItem, int>> &itemsAndCounts);

protected:
    void retranslate() override;
    void showWork() override;
    void refused(const Error &error) override;
    void summarize(const QJsonObject &document) override;
    QString unsavedWords() const override;

private:
    QWidget *makeLineCard();
    QWidget *makeDeliveryCard();
    void showLine();
    void lineEdited();
    void removeLine();
    void enter();
    int current() const;

    ReceiptLinesModel m_lines;
    DataTable *m_table;
    QWidget *m_lineCard;
    ElidedLabel *m_lineName;
    QuantityField *m_quantity;
    ComboBox *m_unit;
    MoneyField *m_cost;
    Field *m_quantityField;
    Field *m_unitField;
    Field *m_costField;
    Button *m_remove;
    QLineEdit *m_reference;
    Field *m_referenceField;
    Label *m_totalName;
    Label *m_total;
    Button *m_enter;
    Button *m_labels;
    bool m_filling = false;
};

} // namespace pos::ui
