// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/DataTable.h"

#include "ui/theme/TextSize.h"
#include "ui/theme/Tokens.h"
#include "ui/widgets/CellRole.h"
#include "ui/widgets/RowDelegate.h"
#include "ui/widgets/TableHeader.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QJsonArray>
#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>

namespace pos::ui {

DataTable::DataTable(int rowHeight, QWidget *parent) : QTableView(parent), m_header(new TableHeader(this))
{
    setItemDelegate(new RowDelegate(this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setShowGrid(false);
    setWordWrap(false);
    setMouseTracking(true);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(NoFrame);
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(rowHeight);
    verticalHeader()->setDefaultSectionSize(rowHeight);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    setHorizontalHeader(m_header);
    disconnect(m_header, SIGNAL(sectionPressed(int)), this, nullptr); // a click sorts, it does not select all rows
    disconnect(m_header, SIGNAL(sectionEntered(int)), this, nullptr);
    connect(m_header, &QHeaderView::sectionClicked, this, &DataTable::sortBy);
    connect(m_header, &QHeaderView::sectionMoved, this, [this] {
        if (!m_fitting)
            Q_EMIT layoutEdited();
    });
    connect(m_header, &QHeaderView::sectionResized, this, [this](int column, int, int width) {
        if (m_fitting || width == 0 || column >= m_columns.size())
            return;
        m_columns[column].width = TextSize::base(width);
        fit();
        Q_EMIT layoutEdited();
    });
}

void DataTable::setModel(QAbstractItemModel *model)
{
    QTableView::setModel(model);
    fit();
}

void DataTable::setColumns(int mainColumn, int leastMainWidth, const QList<Column> &columns)
{
    m_main = mainColumn;
    m_least = leastMainWidth;
    m_columns = columns;
    m_header->setSectionResizeMode(mainColumn, QHeaderView::Fixed);
    fit();
}

void DataTable::showSort(int column, Qt::SortOrder order)
{
    m_header->setSortIndicatorShown(column >= 0);
    if (column >= 0)
        m_header->setSortIndicator(column, order);
}

void DataTable::sortBy(int column)
{
    if (model()->headerData(column, Qt::Horizontal, SortFieldRole).toString().isEmpty())
        return;
    const bool again = m_header->isSortIndicatorShown() && property("sortColumn").toInt() == column + 1;
    const bool wasAscending = property("sortAscending").toBool();
    const Qt::SortOrder order = again && wasAscending ? Qt::DescendingOrder : Qt::AscendingOrder;
    setProperty("sortColumn", column + 1); // clicking moves Qt's own indicator before this is called
    setProperty("sortAscending", order == Qt::AscendingOrder);
    showSort(column, order);
    model()->sort(column, order);
}

QString DataTable::keyOf(int column) const
{
    return model()->headerData(column, Qt::Horizontal, KeyRole).toString();
}

QJsonObject DataTable::layoutState() const
{
    QJsonObject widths;
    QJsonArray order;
    for (int at = 0; at < m_header->count(); ++at) {
        const int column = m_header->logicalIndex(at);
        order.append(keyOf(column));
        if (column != m_main && column < m_columns.size())
            widths[keyOf(column)] = m_columns[column].width;
    }
    return {{QStringLiteral("order"), order}, {QStringLiteral("widths"), widths}};
}

void DataTable::restoreLayout(const QJsonObject &state)
{
    m_fitting = true;
    const QJsonObject widths = state[u"widths"].toObject();
    for (int column = 0; column < m_columns.size(); ++column) {
        const int width = widths[keyOf(column)].toInt();
        if (width >= m_header->minimumSectionSize() && width <= 2000)
            m_columns[column].width = width;
    }
    int at = 0;
    for (const QJsonValue &key : state[u"order"].toArray()) {
        for (int column = 0; column < m_header->count(); ++column) {
            if (keyOf(column) == key.toString())
                m_header->moveSection(m_header->visualIndex(column), at++);
        }
    }
    m_fitting = false;
    fit();
}

void DataTable::fit()
{
    if (m_fitting || !model() || m_columns.isEmpty() || model()->columnCount() < m_columns.size())
        return;
    m_fitting = true;
    int left = viewport()->width();
    QList<int> droppable;
    for (int column = 0; column < m_columns.size(); ++column) {
        if (column != m_main)
            left -= TextSize::px(m_columns[column].width);
        if (m_columns[column].drop > 0)
            droppable.append(column);
    }
    std::sort(droppable.begin(), droppable.end(),
              [this](int a, int b) { return m_columns[a].drop < m_columns[b].drop; });
    QList<int> hidden;
    const int least = TextSize::px(m_least);
    while (left < least && !droppable.isEmpty()) {
        hidden.append(droppable.takeFirst());
        left += TextSize::px(m_columns[hidden.last()].width);
    }
    for (int column = 0; column < m_columns.size(); ++column) {
        setColumnHidden(column, hidden.contains(column));
        setColumnWidth(column, column == m_main ? qMax(left, least) : TextSize::px(m_columns[column].width));
    }
    m_fitting = false;
}

void DataTable::setStale(bool stale)
{
    m_stale = stale;
    viewport()->update();
}

void DataTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fit();
}

void DataTable::mouseMoveEvent(QMouseEvent *event)
{
    m_hover = rowAt(event->pos().y());
    viewport()->update();
    QTableView::mouseMoveEvent(event);
}

void DataTable::leaveEvent(QEvent *event)
{
    m_hover = -1;
    viewport()->update();
    QTableView::leaveEvent(event);
}

void DataTable::focusInEvent(QFocusEvent *event)
{
    if (currentIndex().isValid())
        return QTableView::focusInEvent(event);
    QWidget::focusInEvent(event); // the view would choose the first row, and so open it, before anybody did
    viewport()->update();
}

void DataTable::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copySelection();
        return;
    }
    QTableView::keyPressEvent(event);
}

void DataTable::copySelection() const
{
    QModelIndexList rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QStringList lines;
    for (const QModelIndex &row : std::as_const(rows)) {
        QStringList cells;
        for (int at = 0; at < m_header->count(); ++at) {
            const int column = m_header->logicalIndex(at);
            if (!isColumnHidden(column))
                cells.append(row.siblingAtColumn(column).data().toString());
        }
        lines.append(cells.join(u'\t'));
    }
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

void DataTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    viewport()->update();
    if (current.row() != previous.row())
        Q_EMIT rowChosen(current.row());
}

} // namespace pos::ui
