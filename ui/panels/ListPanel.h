// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/Panel.h"
#include "ui/theme/Tokens.h"

#include <QJsonObject>

QT_FORWARD_DECLARE_CLASS(QStackedWidget)
QT_FORWARD_DECLARE_CLASS(QVBoxLayout)

namespace pos::ui {

class CursorTableModel;
class DetailHost;
class ListSection;
class PageHeader;

// A page that is one list of the server: its header, search and filters, the table, and beside it the
// pane of the row that was chosen. What is different from page to page is what the pane shows.
class ListPanel : public Panel {
    Q_OBJECT
public:
    void reload() override;
    void takeFocus() override;

    bool isPaneShown() const;

protected:
    struct Frame {
        QString name; // of the list's parts and its saved layout: "orders" → "orders.table"
        int rowHeight = tok::row;
        int leastList = 620; // below this width the pane covers the list
    };

    ListPanel(Session &session, LocalStore &store, QWidget *parent = nullptr);

    // Once, in the constructor: the model has to be there first. Without a pane a list alone.
    void setUp(CursorTableModel &model, QWidget *pane, const Frame &frame);

    PageHeader *header() const { return m_header; }
    ListSection *list() const { return m_list; }
    DataTable *table() const;
    QVBoxLayout *column() const { return m_column; } // header, list; for what stands between them

    void keyPressEvent(QKeyEvent *event) override;

    // A page that takes the list's place for a while.
    void addPage(QWidget *page);
    void showPage(QWidget *page);
    void showListPage();
    bool isListShown() const;

    // The pane shows this row's document; it is asked for only when another one than shownId() is chosen.
    virtual void showInPane(const QJsonObject &item) = 0;
    virtual QString shownId() const = 0;

    // The document with this id is in the pane: it is shown, and its row stays chosen over a reload.
    void showPane(const QString &id);
    void closePane();

private:
    void setMargins(bool besidePane);
    void choose(int row);

    QStackedWidget *m_pages;
    PageHeader *m_header;
    QVBoxLayout *m_column = nullptr;
    CursorTableModel *m_model = nullptr;
    ListSection *m_list = nullptr;
    DetailHost *m_host = nullptr;
};

} // namespace pos::ui
