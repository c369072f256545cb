// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/MoneyFormat.h"

#include <QAbstractTableModel>
#include <QJsonObject>

namespace pos::ui {

// The variants of one product.
class VariantsModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Price, OnHand };

    explicit VariantsModel(QObject *parent = nullptr) : QAbstractTableModel(parent) { }

    void setFormat(const MoneyFormat &format) { m_format = format; }
    void setVariants(const QList<QJsonObject> &variants);
    void put(const QJsonObject &variant); // in place of the one with its id, or at the end
    QJsonObject variant(int row) const { return m_variants.value(row); }
    int rowOf(const QString &id) const;
    void retranslate();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString text(const QJsonObject &variant, int column) const;

    QList<QJsonObject> m_variants;
    MoneyFormat m_format;
};

} // namespace pos::ui
