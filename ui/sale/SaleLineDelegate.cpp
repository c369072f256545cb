// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/SaleLineDelegate.h"

#include "ui/sale/SaleLinesModel.h"
#include "ui/theme/Fonts.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/MoneyField.h"
#include "ui/widgets/QuantityField.h"

namespace pos::ui {

SaleLineDelegate::SaleLineDelegate(DataTable *table) : QStyledItemDelegate(table), m_rows(table)
{
}

void SaleLineDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    m_rows.paint(painter, option, index);
}

QWidget *SaleLineDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &index) const
{
    QLineEdit *editor = nullptr;
    if (index.column() == SaleLinesModel::Count) {
        auto *field = new QuantityField(parent);
        field->setFormat(m_format);
        editor = field;
        editor->setObjectName(QStringLiteral("sale.quantity"));
    } else {
        auto *field = new MoneyField(parent);
        field->setFormat(m_format);
        editor = field;
        editor->setObjectName(QStringLiteral("sale.discount"));
    }
    editor->setFont(Fonts::of(tok::Type::Body));
    editor->setAccessibleName(index.model()->headerData(index.column(), Qt::Horizontal).toString());
    return editor;
}

void SaleLineDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    auto *line = qobject_cast<QLineEdit *>(editor);
    line->setText(index.data(Qt::EditRole).toString());
    line->selectAll();
}

void SaleLineDelegate::setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const
{
    const QString text = qobject_cast<QLineEdit *>(editor)->text();
    if (text != index.data(Qt::EditRole).toString())
        model->setData(index, text);
}

void SaleLineDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                                            const QModelIndex &) const
{
    QRect box = option.rect.adjusted(4, 0, -4, 0);
    box.setHeight(qMin(box.height(), tok::control));
    box.moveCenter(option.rect.center());
    editor->setGeometry(box);
}

} // namespace pos::ui
