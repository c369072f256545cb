// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QJsonArray>
#include <QJsonObject>

namespace pos::ui {

// A short list that came whole. What a column shows is its subclass's to say.
class ItemsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    struct Column {
        QString key;
        bool right = false;
    };

    ItemsModel(const QList<Column> &columns, QObject *parent = nullptr);

    void setItems(const QJsonArray &items);
    const QList<QJsonObject> &items() const { return m_items; }
    QJsonObject item(int row) const { return m_items.value(row); }
    int rowOf(const QString &member, const QString &value) const;
    void retranslate();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

protected:
    virtual QString title(int column) const = 0;
    virtual QVariant cell(const QJsonObject &item, int column, int role) const = 0;

private:
    QList<Column> m_columns;
    QList<QJsonObject> m_items;
};

} // namespace pos::ui
