// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/CursorTableModel.h"

#include "ui/widgets/CellRole.h"

#include <QJsonArray>

namespace pos::ui {

namespace {
constexpr int kPage = 50;
}

CursorTableModel::CursorTableModel(ApiClient &client, const QString &path, const QList<Column> &columns,
                                   QObject *parent)
    : QAbstractTableModel(parent), m_client(client), m_path(path), m_columns(columns)
{
}

CursorTableModel::~CursorTableModel() = default;

void CursorTableModel::setFilters(const QString &search, const Filters &filters)
{
    m_search = search;
    m_filters = filters;
    reload();
}

void CursorTableModel::sort(int column, Qt::SortOrder order)
{
    if (column >= m_columns.size() || (column >= 0 && m_columns[column].sortField.isEmpty()))
        return;
    m_sortColumn = column;
    m_sortOrder = order;
    reload();
}

void CursorTableModel::reload()
{
    fetch({});
}

void CursorTableModel::retry()
{
    fetch(m_failedCursor);
}

void CursorTableModel::setPath(const QString &path)
{
    m_path = path;
    forget();
}

void CursorTableModel::forget()
{
    m_call.reset();
    beginResetModel();
    m_items.clear();
    m_next.clear();
    m_error.reset();
    m_loadedAt = {};
    endResetModel();
    Q_EMIT stateChanged();
}

ApiRequest CursorTableModel::pageRequest(const QString &cursor, int rows) const
{
    ApiRequest request;
    request.path = m_path;
    request.query.addQueryItem(QStringLiteral("limit"), QString::number(rows));
    if (!cursor.isEmpty())
        request.query.addQueryItem(QStringLiteral("cursor"), cursor);
    if (!m_search.isEmpty())
        request.query.addQueryItem(QStringLiteral("q"), m_search);
    for (const auto &[name, value] : m_filters)
        addFilter(request.query, name, value);
    if (m_sortColumn >= 0) {
        const QString &field = m_columns[m_sortColumn].sortField;
        request.query.addQueryItem(QStringLiteral("sort"), m_sortOrder == Qt::DescendingOrder ? u'-' + field : field);
    }
    return request;
}

QStringList CursorTableModel::exportTitles() const
{
    QStringList titles;
    for (int column = 0; column < m_columns.size(); ++column)
        titles.append(title(column));
    return titles;
}

QList<ExportValue> CursorTableModel::exportRow(const QJsonObject &item) const
{
    QList<ExportValue> row;
    for (int column = 0; column < m_columns.size(); ++column) {
        const QVariant value = cell(item, column, ValueRole);
        row.append(value.canConvert<ExportValue>()
                       ? value.value<ExportValue>()
                       : ExportValue::ofText(cell(item, column, Qt::DisplayRole).toString()));
    }
    return row;
}

void CursorTableModel::fetch(const QString &cursor)
{
    const ApiRequest request = pageRequest(cursor, kPage);
    m_call = std::make_unique<QObject>();
    m_client.call(request, m_call.get(), [this, cursor](const Result<ApiReply> &answer) {
        m_call.release()->deleteLater(); // it is the context of this very call
        if (answer) {
            m_error.reset();
            take(*answer, cursor.isEmpty());
        } else {
            m_error = answer.error();
            m_failedCursor = cursor;
        }
        Q_EMIT stateChanged();
    });
    Q_EMIT stateChanged();
}

void CursorTableModel::addFilter(QUrlQuery &query, const QString &name, const QString &value) const
{
    query.addQueryItem(name, value);
}

void CursorTableModel::take(const ApiReply &reply, bool first)
{
    QList<QJsonObject> items;
    for (const QJsonValue &value : reply.document[u"items"].toArray())
        items.append(value.toObject());
    const QString next = reply.document[u"next_cursor"].toString();
    if (first) {
        beginResetModel();
        m_items = items;
        m_next = next;
        m_loadedAt = QDateTime::currentDateTimeUtc();
        endResetModel();
        return;
    }
    m_next = next;
    if (items.isEmpty())
        return;
    const int from = rowCount();
    beginInsertRows({}, from, from + static_cast<int>(items.size()) - 1);
    m_items.append(items);
    endInsertRows();
}

int CursorTableModel::rowOf(const QString &id) const
{
    for (int row = 0; row < m_items.size(); ++row) {
        if (idOf(m_items[row]) == id)
            return row;
    }
    return -1;
}

void CursorTableModel::replace(const QJsonObject &item)
{
    const int row = rowOf(idOf(item));
    if (row < 0)
        return;
    m_items[row] = item;
    Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
}

void CursorTableModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int CursorTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

int CursorTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant CursorTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    return cell(m_items[index.row()], index.column(), role);
}

QVariant CursorTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_columns.size())
        return {};
    const Column &column = m_columns[section];
    switch (role) {
    case Qt::DisplayRole: return title(section);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((column.right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case KeyRole: return column.key;
    case SortFieldRole: return column.sortField;
    default: return {};
    }
}

bool CursorTableModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && !isBusy() && !m_error && hasMore();
}

void CursorTableModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        fetch(m_next);
}

} // namespace pos::ui
