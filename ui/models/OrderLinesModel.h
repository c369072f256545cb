// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/MoneyFormat.h"

#include <QAbstractTableModel>
#include <QJsonObject>

namespace pos::ui {

// The lines of one order: what, how many at which price, and what was paid for it.
class OrderLinesModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { What, Total };

    explicit OrderLinesModel(QObject *parent = nullptr);

    void setOrder(const QJsonObject &order, const MoneyFormat &format);
    void retranslate();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString detail(const QJsonObject &line) const;

    QList<QJsonObject> m_lines;
    MoneyFormat m_format;
};

} // namespace pos::ui
