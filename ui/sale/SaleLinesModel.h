// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "core/base/MoneyFormat.h"

#include <QAbstractTableModel>
#include <QJsonArray>
#include <QJsonObject>

#include <optional>

namespace pos::ui {

// What is being sold: goods, how many, and a discount. Prices are the server's, as it last said them;
// a line without one waits for it.
class SaleLinesModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Item, Count, Price, Discount, Total, ColumnCount };

    struct Line {
        QString variant;
        QString name;
        QString sku;
        Quantity quantity;
        Money discount;
        std::optional<Money> unitPrice = {};
        std::optional<Money> total = {};
        QString error = {}; // what the server has against it
    };

    explicit SaleLinesModel(QObject *parent = nullptr);

    void setFormat(const MoneyFormat &format) { m_format = format; }

    // One more of it where it stands already, else a new line. Returns its row.
    int add(const QString &variant, const QString &name, const QString &sku);
    // Of a held order: names come with the prices.
    void load(const QJsonArray &lines);
    void step(int row, int pieces); // never below the smallest quantity that can be sold
    Result<void> setQuantity(int row, QStringView text);
    Result<void> setDiscount(int row, QStringView text);
    void remove(int row);
    void clear();

    const QList<Line> &lines() const { return m_lines; }
    bool isEmpty() const { return m_lines.isEmpty(); }
    bool hasDiscount() const;
    QJsonArray toJson() const;

    void applyPrices(const QJsonArray &lines); // in the same order
    // Shows what belongs to a line at it; returns the others.
    QList<FieldError> applyErrors(const QList<FieldError> &errors);
    void showError(int row, const QString &error);
    void clearErrors();
    int rowOf(const QString &variant) const;
    void retranslate();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void edited(); // by a person: prices are to be asked for
    void unreadable(int column, const pos::Error &why); // what was typed into a cell

private:
    void changed(int row);
    QVariant display(const Line &line, int column) const;

    QList<Line> m_lines;
    MoneyFormat m_format;
};

} // namespace pos::ui
