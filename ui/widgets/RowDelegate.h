// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace pos::ui {

class DataTable;

// Paints a cell by its CellKind. Hover, selection and the keyboard's row go over the whole row.
class RowDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit RowDelegate(DataTable *table);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    DataTable *m_table;
};

} // namespace pos::ui
