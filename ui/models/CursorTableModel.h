// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/ApiClient.h"
#include "ui/exports/ExportValue.h"

#include <QAbstractTableModel>
#include <QDateTime>

namespace pos::ui {

// A list of the server, page by page as it is scrolled: sorted, filtered and searched there. Rows
// that were shown stay until others come, and when nothing comes.
class CursorTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    struct Column {
        QString key;       // its name in the saved layout
        QString sortField; // empty = the server cannot sort by it
        bool right = false;
    };
    using Filters = QList<QPair<QString, QString>>;

    CursorTableModel(ApiClient &client, const QString &path, const QList<Column> &columns, QObject *parent = nullptr);
    ~CursorTableModel() override;

    // Asks for the first page again. Filters: query parameters; search: the parameter "q".
    void setFilters(const QString &search, const Filters &filters);
    void sort(int column, Qt::SortOrder order) override;
    void reload();
    void retry(); // what failed last
    void setPath(const QString &path); // another list; nothing is asked for yet
    void forget(); // no rows, no request: another person signs in

    bool isBusy() const { return m_call != nullptr; }
    bool isLoaded() const { return m_loadedAt.isValid(); } // a first page came at least once
    bool hasMore() const { return !m_next.isEmpty(); }
    const std::optional<Error> &error() const { return m_error; }
    QDateTime loadedAt() const { return m_loadedAt; }
    int sortColumn() const { return m_sortColumn; }
    Qt::SortOrder sortOrder() const { return m_sortOrder; }

    // The list as it is filtered and sorted now, for another reader than this table.
    ApiRequest pageRequest(const QString &cursor, int rows) const;
    // What a file of this list holds: the table's columns, unless a model says more.
    virtual QStringList exportTitles() const;
    virtual QList<ExportValue> exportRow(const QJsonObject &item) const;

    ApiClient &client() const { return m_client; }

    QJsonObject item(int row) const { return m_items.value(row); }
    virtual QString idOf(const QJsonObject &item) const { return item[u"id"].toString(); }
    int rowOf(const QString &id) const;
    void replace(const QJsonObject &item); // the row with its id, when there is one
    void retranslate();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

Q_SIGNALS:
    void stateChanged(); // busy, error, rows

protected:
    virtual QString title(int column) const = 0;
    virtual QVariant cell(const QJsonObject &item, int column, int role) const = 0;
    // What a filter of the window is to the server, where it is not a parameter of its own name.
    virtual void addFilter(QUrlQuery &query, const QString &name, const QString &value) const;

private:
    void fetch(const QString &cursor);
    void take(const ApiReply &reply, bool first);

    ApiClient &m_client;
    QString m_path;
    QList<Column> m_columns;
    QString m_search;
    Filters m_filters;
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    QList<QJsonObject> m_items;
    QString m_next;
    QString m_failedCursor;
    std::optional<Error> m_error;
    QDateTime m_loadedAt;
    std::unique_ptr<QObject> m_call; // the running request; dropping it gives the request up
};

} // namespace pos::ui
