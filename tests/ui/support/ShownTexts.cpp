// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/ShownTexts.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QTabBar>
#include <QTableView>
#include <QTextDocumentFragment>

namespace pos::ui::test {

namespace {

constexpr int kRows = 30; // of a table: what a screen holds

void addCells(const QTableView &table, QStringList &texts)
{
    const QAbstractItemModel *model = table.model();
    if (!model)
        return;
    for (int column = 0; column < model->columnCount(); ++column) {
        if (table.isColumnHidden(column))
            continue;
        texts.append(model->headerData(column, Qt::Horizontal).toString());
        for (int row = 0; row < qMin(kRows, model->rowCount()); ++row) {
            for (const int role : {Qt::DisplayRole, Qt::ToolTipRole, Qt::AccessibleTextRole})
                texts.append(model->index(row, column).data(role).toString());
        }
    }
}

void addTextsOf(const QWidget &widget, QStringList &texts)
{
    texts << widget.toolTip() << widget.accessibleName() << widget.accessibleDescription();
    if (const auto *label = qobject_cast<const QLabel *>(&widget))
        texts.append(label->text());
    else if (const auto *button = qobject_cast<const QAbstractButton *>(&widget))
        texts.append(button->text());
    else if (const auto *edit = qobject_cast<const QLineEdit *>(&widget))
        texts.append(edit->placeholderText());
    else if (const auto *tabs = qobject_cast<const QTabBar *>(&widget))
        for (int i = 0; i < tabs->count(); ++i)
            texts.append(tabs->tabText(i));
    else if (const auto *choice = qobject_cast<const QComboBox *>(&widget))
        for (int i = 0; i < choice->count(); ++i)
            texts.append(choice->itemText(i));
    else if (const auto *table = qobject_cast<const QTableView *>(&widget))
        addCells(*table, texts);
}

} // namespace

QStringList shownTexts(const QWidget &window)
{
    QStringList texts{window.windowTitle()};
    for (const auto *widget : window.findChildren<QWidget *>()) {
        if (widget->isVisible())
            addTextsOf(*widget, texts);
    }
    for (QString &text : texts) {
        if (Qt::mightBeRichText(text))
            text = QTextDocumentFragment::fromHtml(text).toPlainText();
    }
    texts.removeDuplicates();
    texts.removeAll(QString());
    return texts;
}

} // namespace pos::ui::test
