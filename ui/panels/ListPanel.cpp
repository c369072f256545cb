// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/ListPanel.h"

#include "ui/panels/ListSection.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/DetailHost.h"
#include "ui/widgets/Layouts.h"
#include "ui/widgets/PageHeader.h"

#include <QKeyEvent>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace pos::ui {

namespace {

// The first control of the pane that the Tab key would reach.
void focusInto(QWidget *pane)
{
    for (QWidget *next = pane->nextInFocusChain(); next != pane; next = next->nextInFocusChain()) {
        if (pane->isAncestorOf(next) && next->isVisible() && next->isEnabled()
            && (next->focusPolicy() & Qt::TabFocus)) {
            next->setFocus(Qt::TabFocusReason);
            return;
        }
    }
}

} // namespace

ListPanel::ListPanel(Session &session, LocalStore &store, QWidget *parent)
    : Panel(session, store, parent), m_pages(new QStackedWidget), m_header(new PageHeader)
{
    boxOn<QVBoxLayout>(this)->addWidget(m_pages);
}

void ListPanel::setUp(CursorTableModel &model, QWidget *pane, const Frame &frame)
{
    m_model = &model;
    m_list = new ListSection(model, frame.rowHeight, frame.name);
    m_list->setTime(ShopTime(profile().zone));
    auto *main = new QWidget;
    m_column = boxOn<QVBoxLayout>(main, 0, tok::s3);
    setMargins(false);
    m_column->addWidget(m_header);
    m_column->addWidget(m_list, 1);
    if (!pane) {
        m_pages->insertWidget(0, main);
        return;
    }
    m_host = new DetailHost(main, pane, frame.leastList);
    m_pages->insertWidget(0, m_host);
    connect(table(), &DataTable::rowChosen, this, &ListPanel::choose);
    connect(table(), &DataTable::rowOpened, this, [this, pane](int row) {
        choose(row);
        if (isPaneShown())
            focusInto(pane);
    });
}

// Beside a pane every pixel is the list's.
void ListPanel::setMargins(bool besidePane)
{
    m_column->setContentsMargins(tok::s5, tok::s4 + 2, besidePane ? tok::s4 : tok::s5, tok::s4);
}

void ListPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && isListShown() && isPaneShown())
        leave([this] { closePane(); });
    else
        Panel::keyPressEvent(event);
}

void ListPanel::addPage(QWidget *page)
{
    m_pages->addWidget(page);
}

void ListPanel::showPage(QWidget *page)
{
    m_pages->setCurrentWidget(page);
}

void ListPanel::showListPage()
{
    m_pages->setCurrentIndex(0);
}

bool ListPanel::isListShown() const
{
    return m_pages->currentIndex() == 0;
}

DataTable *ListPanel::table() const
{
    return m_list->table();
}

bool ListPanel::isPaneShown() const
{
    return m_host && m_host->isPaneShown();
}

void ListPanel::reload()
{
    m_model->reload();
}

void ListPanel::takeFocus()
{
    table()->setFocus(Qt::OtherFocusReason);
}

void ListPanel::choose(int row)
{
    if (row < 0)
        return;
    const QJsonObject item = m_model->item(row);
    if (isPaneShown() && item[u"id"].toString() == shownId())
        return;
    leave([this, item] { showInPane(item); });
}

void ListPanel::showPane(const QString &id)
{
    m_list->keepChosen(id);
    setMargins(true);
    m_host->setPaneShown(true);
}

void ListPanel::closePane()
{
    m_list->keepChosen({});
    setMargins(false);
    m_host->setPaneShown(false);
    const QSignalBlocker quiet(table());
    table()->clearSelection();
    table()->setCurrentIndex({});
    table()->setFocus(Qt::OtherFocusReason);
}

} // namespace pos::ui
