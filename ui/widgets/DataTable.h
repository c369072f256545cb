// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QList>
#include <QSet>
#include <QTableView>

QT_FORWARD_DECLARE_CLASS(QMenu)

namespace pos::ui {

class TableHeader;

// The one table: header, rows, hover, selection, keyboard. When it gets narrow it hides the least
// needed columns and never squeezes the main one; widths and order a person chose are kept.
class DataTable final : public QTableView {
    Q_OBJECT
public:
    struct Column {
        int width;
        int drop; // 0 = never hidden, 1 = hidden first, 2 = next, …
    };

    DataTable(int rowHeight, QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;
    void setColumns(int mainColumn, int leastMainWidth, const QList<Column> &columns);
    void showSort(int column, Qt::SortOrder order);

    QJsonObject layoutState() const;
    void restoreLayout(const QJsonObject &state);

    // One item a column, checked when it is shown; the main column always is.
    void fillColumnMenu(QMenu *menu);
    void setColumnWanted(int column, bool wanted);
    // The selected rows, as text for any program and as a table for a spreadsheet.
    void copySelection() const;
    // Columns from left to right as they are shown now.
    QList<int> shownColumns() const;

    int hoverRow() const { return m_hover; }
    const TableHeader *header() const { return m_header; }
    // Rows that may be out of date are shown muted.
    void setStale(bool stale);
    bool isStale() const { return m_stale; }

Q_SIGNALS:
    void layoutEdited();
    void rowChosen(int row); // by click or by keys; -1 = none
    void rowOpened(int row); // Enter, or a double click
    void typed(const QString &text); // letters: meant for the search

protected:
    void resizeEvent(QResizeEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void fit();
    void sortBy(int column);
    QString keyOf(int column) const;

    TableHeader *m_header;
    QList<Column> m_columns;
    QSet<int> m_unwanted; // hidden by the person
    int m_main = 0;
    int m_least = 0;
    int m_hover = -1;
    bool m_fitting = false;
    bool m_stale = false;
};

} // namespace pos::ui
