// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/MoneyFormat.h"
#include "ui/models/ShopTime.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QJsonArray>
#include <QJsonObject>

namespace pos::ui {

// What happened to an order, the latest last: from its own dates, its refunds and, for who may read the
// audit trail, from there with the names of people.
class OrderHistoryModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { What, When };

    explicit OrderHistoryModel(QObject *parent = nullptr);

    void setFormat(const MoneyFormat &format, const ShopTime &time);
    void setPeople(const QHash<QString, QString> &namesById);
    void setOrder(const QJsonObject &order);
    void setRefunds(const QJsonArray &refunds); // documents of this sale
    void setEvents(const QJsonArray &events);   // of the audit trail
    QString refundAt(int row) const;            // the document behind a row; empty: none
    void retranslate();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Entry {
        QString at;
        QString what;
        QString more;
        QString refund;
    };

    void rebuild();
    void addOwnDates(QList<Entry> &entries) const;
    QString actorOf(const QStringList &actions, const QString &at) const;

    MoneyFormat m_format;
    ShopTime m_time;
    QHash<QString, QString> m_people;
    QJsonObject m_order;
    QJsonArray m_refunds;
    QJsonArray m_events;
    QList<Entry> m_entries;
};

} // namespace pos::ui
