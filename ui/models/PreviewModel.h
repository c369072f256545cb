// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QStringList>

namespace pos::ui {

// The first lines of a file below its own headings, and which of our fields each column goes to.
class PreviewModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit PreviewModel(QObject *parent = nullptr) : QAbstractTableModel(parent) { }

    void setRows(const QStringList &columns, const QList<QStringList> &rows);
    void setTaken(const QHash<QString, QString> &fieldByColumn); // in words; columns without are muted

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QStringList m_columns;
    QList<QStringList> m_rows;
    QHash<QString, QString> m_taken;
};

} // namespace pos::ui
