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
#include <QMenu>
#include <QMimeData>
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
    m_header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_header, &QWidget::customContextMenuRequested, this, [this](const QPoint &at) {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        fillColumnMenu(menu);
        menu->popup(m_header->mapToGlobal(at));
    });
    connect(this, &QAbstractItemView::doubleClicked, this,
            [this](const QModelIndex &index) { Q_EMIT rowOpened(index.row()); });
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
    if (mainColumn < m_header->count()) // a preview has no columns before it has a file
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
    QJsonArray hidden;
    for (int column = 0; column < m_columns.size(); ++column) {
        if (m_unwanted.contains(column))
            hidden.append(keyOf(column));
    }
    return {{QStringLiteral("order"), order}, {QStringLiteral("widths"), widths}, {QStringLiteral("hidden"), hidden}};
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
    m_unwanted.clear();
    const QJsonArray hidden = state[u"hidden"].toArray();
    for (int column = 0; column < m_columns.size(); ++column) {
        if (column != m_main && hidden.contains(keyOf(column)))
            m_unwanted.insert(column);
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

void DataTable::fillColumnMenu(QMenu *menu)
{
    for (int at = 0; at < m_header->count(); ++at) {
        const int column = m_header->logicalIndex(at);
        QAction *action = menu->addAction(model()->headerData(column, Qt::Horizontal).toString());
        action->setObjectName(QStringLiteral("column.") + keyOf(column));
        action->setCheckable(true);
        action->setChecked(!m_unwanted.contains(column));
        action->setEnabled(column != m_main);
        connect(action, &QAction::toggled, this, [this, column](bool wanted) { setColumnWanted(column, wanted); });
    }
}

void DataTable::setColumnWanted(int column, bool wanted)
{
    if (column == m_main || m_unwanted.contains(column) != wanted)
        return;
    wanted ? static_cast<void>(m_unwanted.remove(column)) : static_cast<void>(m_unwanted.insert(column));
    fit();
    Q_EMIT layoutEdited();
}

QList<int> DataTable::shownColumns() const
{
    QList<int> columns;
    for (int at = 0; at < m_header->count(); ++at) {
        const int column = m_header->logicalIndex(at);
        if (!isColumnHidden(column))
            columns.append(column);
    }
    return columns;
}

void DataTable::fit()
{
    if (m_fitting || !model() || m_columns.isEmpty() || model()->columnCount() < m_columns.size())
        return;
    m_fitting = true;
    int left = viewport()->width();
    QList<int> droppable;
    for (int column = 0; column < m_columns.size(); ++column) {
        if (m_unwanted.contains(column))
            continue;
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
        setColumnHidden(column, hidden.contains(column) || m_unwanted.contains(column));
        setColumnWidth(column, column == m_main ? qMax(left, least * 3 / 4) : TextSize::px(m_columns[column].width));
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
    const bool plain = !(event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier));
    if (plain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        Q_EMIT rowOpened(currentIndex().row());
        return;
    }
    const QString text = event->text();
    if (plain && !text.isEmpty() && text[0].isPrint() && !text[0].isSpace()) {
        Q_EMIT typed(text);
        return;
    }
    QTableView::keyPressEvent(event);
}

// Home and End go to the first and the last row, in whichever column one is.
QModelIndex DataTable::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    const int column = qMax(0, currentIndex().column());
    if (action == MoveHome)
        return model()->index(0, column);
    if (action == MoveEnd)
        return model()->index(model()->rowCount() - 1, column);
    return QTableView::moveCursor(action, modifiers);
}

void DataTable::copySelection() const
{
    QModelIndexList rows = selectionModel()->selectedRows();
    if (rows.isEmpty())
        return;
    std::sort(rows.begin(), rows.end());
    const QList<int> columns = shownColumns();
    QStringList lines;
    QString html = QStringLiteral("<table><tr>");
    for (const int column : columns)
        html +=
            QStringLiteral("<th>%1</th>").arg(model()->headerData(column, Qt::Horizontal).toString().toHtmlEscaped());
    html += QStringLiteral("</tr>");
    for (const QModelIndex &row : std::as_const(rows)) {
        QStringList cells;
        html += QStringLiteral("<tr>");
        for (const int column : columns) {
            const QString text = row.siblingAtColumn(column).data().toString();
            cells.append(QString(text).replace(u'\t', u' ').replace(u'\n', u' '));
            html += QStringLiteral("<td>%1</td>").arg(text.toHtmlEscaped());
        }
        html += QStringLiteral("</tr>");
        lines.append(cells.join(u'\t'));
    }
    auto *copied = new QMimeData;
    copied->setText(lines.join(u'\n'));
    copied->setHtml(html + QStringLiteral("</table>"));
    QGuiApplication::clipboard()->setMimeData(copied);
}

void DataTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    viewport()->update();
    if (current.row() != previous.row())
        Q_EMIT rowChosen(current.row());
}

} // namespace pos::ui
