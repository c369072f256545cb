// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/MoneyFormat.h"
#include "ui/stock/StockItem.h"

#include <QAbstractTableModel>

namespace pos::ui {

// What a delivery brought, as it is being scanned.
class ReceiptLinesModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Product, HowMany, UnitCost, Total };

    struct Line {
        StockItem item;
        Quantity quantity;
        QString unit;
        std::optional<Money> cost = {}; // of one such unit; none: at the average
        QString error = {};
        bool isReadable = true; // what stands in its fields is a number
    };

    explicit ReceiptLinesModel(QObject *parent = nullptr) : QAbstractTableModel(parent) { }

    void setFormat(const MoneyFormat &format) { m_format = format; }
    // One more of it; a line of its own when there is none yet. Its row.
    int add(const StockItem &item, Quantity quantity = Quantity::ofUnits(1));
    void replace(int row, const Line &line);
    void remove(int row);
    void clear();
    const Line &line(int row) const { return m_lines[row]; }
    const QList<Line> &lines() const { return m_lines; }
    int rowOf(const QString &variant) const;

    bool isReady() const; // there is something, and all of it can be entered
    Result<Money> total() const;
    QJsonArray toJson() const;
    void retranslate();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString text(const Line &line, int column) const;

    QList<Line> m_lines;
    MoneyFormat m_format;
};

} // namespace pos::ui
