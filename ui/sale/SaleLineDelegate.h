// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/MoneyFormat.h"
#include "ui/widgets/RowDelegate.h"

namespace pos::ui {

// Rows as everywhere; quantity and discount are edited in their cell.
class SaleLineDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit SaleLineDelegate(DataTable *table);

    void setFormat(const MoneyFormat &format) { m_format = format; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const override;

private:
    RowDelegate m_rows;
    MoneyFormat m_format;
};

} // namespace pos::ui
