// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/CursorTableModel.h"
#include "ui/models/ShopTime.h"
#include "ui/widgets/Page.h"

QT_FORWARD_DECLARE_CLASS(QStackedWidget)

namespace pos::ui {

class Banner;
class BusyBar;
class Button;
class DataTable;
class EmptyState;
class FilterBar;
class ListExport;

// A server's list as a person works with it: search and filters, the table, what to do when it is
// empty, a bar while it loads, and a banner with Retry when it could not: rows that were there stay.
class ListSection final : public Page {
    Q_OBJECT
public:
    struct Words {
        QString icon;
        QString noneTitle; // the shop has none yet
        QString noneText;
    };

    ListSection(CursorTableModel &model, int rowHeight, const QString &name, QWidget *parent = nullptr);

    FilterBar *filters() const { return m_filters; }
    DataTable *table() const { return m_table; }
    ListExport *exporter() const { return m_export; }
    void setWords(const Words &words);
    void setFirstAction(Button *button); // what to do when the shop has none yet
    void setTitle(const QString &title) { m_title = title; } // the name its exported file begins with
    void setTime(const ShopTime &time) { m_time = time; }

    // Chooses the row with this id again after the rows were replaced.
    void keepChosen(const QString &id) { m_chosen = id; }

protected:
    void retranslate() override;

private:
    void showState();
    void showEmpty();
    void showMenu();
    void chooseAgain();

    CursorTableModel &m_model;
    FilterBar *m_filters;
    Banner *m_banner;
    Button *m_retry;
    BusyBar *m_busy;
    QStackedWidget *m_stack;
    DataTable *m_table;
    EmptyState *m_empty;
    Button *m_clear;
    Button *m_more;
    ListExport *m_export;
    Button *m_first = nullptr;
    Words m_words;
    ShopTime m_time;
    QString m_title;
    QString m_chosen;
};

} // namespace pos::ui
