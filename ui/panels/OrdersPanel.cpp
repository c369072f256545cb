// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/OrdersPanel.h"

#include "core/domain/OrderState.h"
#include "ui/panels/ListSection.h"
#include "ui/panels/OrderDetail.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/DetailHost.h"
#include "ui/widgets/FilterBar.h"
#include "ui/widgets/Layouts.h"
#include "ui/widgets/PageHeader.h"

#include <QSignalBlocker>
#include <QVBoxLayout>

namespace pos::ui {

namespace {
constexpr int kLeastNumber = 190;
constexpr int kLeastList = 620;
}// namespace

OrdersPanel::OrdersPanel(Session &session, LocalStore &store, QWidget *parent)
    : Panel(session, store, parent), m_model(session.client()), m_header(new PageHeader),
      m_list(new ListSection(m_model, tok::row, QStringLiteral("orders"))), m_detail(new OrderDetail(session.client()))
{
    auto *main = new QWidget;
    auto *column = boxOn<QVBoxLayout>(main, 0, tok::s3);
    column->setContentsMargins(tok::s5, tok::s4 + 2, tok::s5, tok::s4);
    column->addWidget(m_header);
    column->addWidget(m_list, 1);
    m_host = new DetailHost(main, m_detail, kLeastList);
    boxOn<QVBoxLayout>(this)->addWidget(m_host);

    m_model.setFormat(profile().money, ShopTime(profile().zone));
    m_list->setTime(ShopTime(profile().zone));
    m_detail->setProfile(profile());
    DataTable *table = m_list->table();
    table->setColumns(OrdersModel::Number, kLeastNumber, {{220, 0}, {158, 3}, {110, 2}, {76, 1}, {116, 0}, {158, 0}});
    keepLayout(table, QStringLiteral("orders"));
    table->showSort(OrdersModel::When, Qt::DescendingOrder);

    connect(table, &DataTable::rowChosen, this, &OrdersPanel::choose);
    connect(m_detail, &OrderDetail::closeRequested, this, &OrdersPanel::closeDetail);
    connect(m_detail, &OrderDetail::copied, this, [this] { Q_EMIT said(tr("Receipt copied.")); });
    retranslate();
}

void OrdersPanel::start()
{
    m_model.sort(OrdersModel::When, Qt::DescendingOrder);
}

void OrdersPanel::takeFocus()
{
    m_list->table()->setFocus(Qt::OtherFocusReason);
}

void OrdersPanel::reload()
{
    m_model.reload();
}

void OrdersPanel::choose(int row)
{
    if (row < 0)
        return;
    const QJsonObject order = m_model.item(row);
    if (m_host->isPaneShown() && order[u"id"].toString() == m_detail->orderId())
        return;
    showDetail(order);
}

void OrdersPanel::open(const QString &id)
{
    if (!id.isEmpty())
        showDetail({{QStringLiteral("id"), id}});
}

void OrdersPanel::showDetail(const QJsonObject &order)
{
    m_list->keepChosen(order[u"id"].toString());
    m_detail->open(order);
    m_host->setPaneShown(true);
}

void OrdersPanel::closeDetail()
{
    m_list->keepChosen({});
    m_host->setPaneShown(false);
    const QSignalBlocker quiet(m_list->table());
    m_list->table()->clearSelection();
    m_list->table()->setCurrentIndex({});
    m_list->table()->setFocus(Qt::OtherFocusReason);
}

void OrdersPanel::retranslate()
{
    m_header->setTexts(tr("Orders"), tr("Sales and refunds of %1, with their receipts").arg(profile().shopName));
    m_list->filters()->setSearchWords(tr("Number or reference"));
    m_list->setWords({QStringLiteral("receipt-text"), tr("No orders yet"),
                      tr("The first sale appears here as soon as a till has sent it.")});
    QList<QPair<QString, QString>> states;
    for (const domain::OrderState state : domain::allOrderStates()) {
        const QString word = QString::fromLatin1(domain::toWord(state));
        states.append({word, OrdersModel::stateOf(word).words});
    }
    m_list->filters()->setSpecs({{QStringLiteral("status"), tr("Status"), FilterSpec::Kind::Choice, states},
                                 {QStringLiteral("kind"),
                                  tr("Kind"),
                                  FilterSpec::Kind::Choice,
                                  {{QStringLiteral("sale"), OrdersModel::kindOf(QStringLiteral("sale"))},
                                   {QStringLiteral("refund"), OrdersModel::kindOf(QStringLiteral("refund"))}}},
                                 {QStringLiteral("business_date"), tr("Business day"), FilterSpec::Kind::Date},
                                 {QStringLiteral("external_ref"),
                                  tr("Reference"),
                                  FilterSpec::Kind::Text,
                                  {},
                                  tr("The number it has in another system")}});
}

} // namespace pos::ui
