// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

namespace pos::ui {

// What each role may do: a row a permission, a column a role, read from the one list of core/contract.
class RolesModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit RolesModel(QObject *parent = nullptr) : QAbstractTableModel(parent) { }

    void retranslate();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
};

} // namespace pos::ui
