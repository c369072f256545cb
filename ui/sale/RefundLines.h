// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/MoneyFormat.h"
#include "ui/widgets/Page.h"

#include <QJsonArray>
#include <QJsonObject>

QT_FORWARD_DECLARE_CLASS(QCheckBox)
QT_FORWARD_DECLARE_CLASS(QGridLayout)

namespace pos::ui {

class Label;
class QuantityField;

// Of each line of a sale: how much comes back, and whether it can be sold again.
class RefundLines final : public Page {
    Q_OBJECT
public:
    RefundLines(const QJsonObject &order, const MoneyFormat &format, QWidget *parent = nullptr);

    void fillAll();
    void takeFocus();
    bool isEmpty() const;    // nothing comes back
    bool isReadable() const; // every quantity is one, and not more than is left
    QJsonArray toJson() const;
    void showErrors(const QList<FieldError> &errors);

Q_SIGNALS:
    void changed();

protected:
    void retranslate() override;

private:
    struct Row {
        int position;
        Quantity left;
        QuantityField *quantity;
        QCheckBox *restock;
        Label *error;
    };

    void addRow(QGridLayout *grid, const QJsonObject &line);
    void check(const Row &row);
    std::optional<Quantity> wanted(const Row &row) const;

    MoneyFormat m_format;
    QList<Row> m_rows;
};

} // namespace pos::ui
