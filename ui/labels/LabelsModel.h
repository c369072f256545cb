// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/labels/LabelSheet.h"

#include <QAbstractTableModel>

namespace pos::ui {

// Whose labels are printed, and how many of each.
class LabelsModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Code, Count };

    explicit LabelsModel(QObject *parent = nullptr) : QAbstractTableModel(parent) { }

    void setItems(const QList<LabelItem> &items);
    void setCount(int row, int count);
    void setAll(int count);
    const QList<LabelItem> &items() const { return m_items; }
    int labels() const;
    bool hasBars(int row) const { return m_bars[row]; }
    void retranslate();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QList<LabelItem> m_items;
    QList<bool> m_bars;
};

} // namespace pos::ui
