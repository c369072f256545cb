// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/MoneyFormat.h"
#include "ui/widgets/Page.h"

QT_FORWARD_DECLARE_CLASS(QStackedWidget)

namespace pos::ui {

class Button;
class DataTable;
class EmptyState;
class SaleLineDelegate;
class SaleLinesModel;

// The lines of a sale and what the keyboard does with them: + and - a piece, F2 or Enter the quantity,
// Ctrl+D the discount, Del away.
class SaleLinesView final : public Page {
    Q_OBJECT
public:
    explicit SaleLinesView(SaleLinesModel &lines, QWidget *parent = nullptr);

    void setFormat(const MoneyFormat &format);
    DataTable *table() const { return m_table; }
    void choose(int row);
    void setLocked(bool locked); // what was sent must stay as it was sent

Q_SIGNALS:
    void unreadable(const QString &sentence);

protected:
    void retranslate() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    bool press(int key);
    void edit(int column);
    void showState();

    SaleLinesModel &m_lines;
    MoneyFormat m_format;
    DataTable *m_table;
    SaleLineDelegate *m_delegate;
    EmptyState *m_empty;
    QStackedWidget *m_stack;
    Button *m_more;
    Button *m_fewer;
    Button *m_quantity;
    Button *m_discount;
    Button *m_remove;
    bool m_locked = false;
};

} // namespace pos::ui
