// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/MoneyFormat.h"
#include "ui/stock/StockItem.h"
#include "ui/theme/Tone.h"

#include <QAbstractTableModel>

namespace pos::ui {

// A count. While counting it shows nothing of what is expected; in the review what was counted stands
// beside it, the differences first.
class CountModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum class Stage { Counting, Review };
    enum CountingColumn { Product, Counted, State };
    enum ReviewColumn { Expected = 2, Difference, Worth, ReviewState };

    struct Row {
        StockItem item; // on hand as when the count began, then as the review saw it
        std::optional<Quantity> counted = {};
        bool isExtra = false;     // scanned, but not of the category
        bool hasMoved = false;    // on hand is another since the count began
        bool isConfirmed = false; // counted after it moved
    };

    explicit CountModel(bool withCost, QObject *parent = nullptr)
        : QAbstractTableModel(parent), m_withCost(withCost) { }

    void setFormat(const MoneyFormat &format) { m_format = format; }
    void begin(const QList<StockItem> &items);
    void clear() { begin({}); }
    Stage stage() const { return m_stage; }
    void setStage(Stage stage);

    // One more of it, in a row of its own where the category has none. Its row.
    int countOne(const StockItem &item);
    void setCounted(int row, std::optional<Quantity> counted);
    const Row &at(int row) const { return m_rows[m_view[row]]; }
    int rowOf(const QString &variant) const;
    int nextUncounted(int after) const; // -1: all are counted
    void confirm(int row);

    // What is on hand by now: what is another has moved, and is asked about once more.
    void setOnHand(const QString &variant, Quantity onHand);

    int countedRows() const;
    int movedRows() const; // that nobody has decided about
    int differences() const;
    QJsonArray toJson() const;
    void retranslate();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Words {
        QString text;
        Tone tone;
    };
    void arrange();
    Words stateOf(const Row &row) const;
    QString text(const Row &row, int column) const;
    void tell(int row);

    QList<Row> m_rows;
    QList<int> m_view; // what is shown, in its order
    Stage m_stage = Stage::Counting;
    MoneyFormat m_format;
    bool m_withCost;
};

} // namespace pos::ui
