// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/OrdersPanel.h"

#include "core/domain/OrderState.h"
#include "ui/models/JsonCells.h"
#include "ui/panels/ListSection.h"
#include "ui/panels/OrderDetail.h"
#include "ui/sale/SalePage.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/FilterBar.h"
#include "ui/widgets/PageHeader.h"

namespace pos::ui {

namespace {
constexpr int kLeastNumber = 196;
}

OrdersPanel::OrdersPanel(Session &session, LocalStore &store, QWidget *parent)
    : ListPanel(session, store, parent), m_model(session.client()),
      m_new(new Button(Button::Kind::Primary, QStringLiteral("plus"))),
      m_firstNew(new Button(Button::Kind::Primary, QStringLiteral("plus"))),
      m_detail(new OrderDetail(session.client())), m_sale(new SalePage(session.client()))
{
    build();
    connectParts();
    retranslate();
}

void OrdersPanel::build()
{
    setUp(m_model, m_detail, {.name = QStringLiteral("orders")});
    addPage(m_sale);
    m_new->setObjectName(QStringLiteral("orders.new"));
    m_new->setKeys(QKeySequence::New);
    header()->addAction(m_new);
    m_new->setVisible(profile().may(contract::Permission::OrdersCreate));
    list()->setFirstAction(m_firstNew);

    m_model.setFormat(profile().money, ShopTime(profile().zone));
    m_detail->setProfile(profile());
    m_sale->setProfile(profile());
    table()->setColumns(OrdersModel::Number, kLeastNumber, {{220, 0}, {112, 0}, {110, 2}, {96, 1}, {106, 0}, {148, 0}});
    keepLayout(table(), QStringLiteral("orders"));
    table()->showSort(OrdersModel::When, Qt::DescendingOrder);
}

void OrdersPanel::connectParts()
{
    connect(m_detail, &OrderDetail::closeRequested, this, &OrdersPanel::closePane);
    connect(m_detail, &OrderDetail::said, this, &OrdersPanel::said);
    connect(m_detail, &OrderDetail::changed, this, [this](const QString &id) {
        list()->keepChosen(id);
        m_model.reload();
    });
    connect(m_detail, &OrderDetail::orderAsked, this, &OrdersPanel::open);
    connect(m_new, &QPushButton::clicked, this, &OrdersPanel::sell);
    connect(m_firstNew, &QPushButton::clicked, this, &OrdersPanel::sell);
    connect(m_sale, &SalePage::said, this, &OrdersPanel::said);
    connect(m_sale, &SalePage::closed, this, [this] {
        backToList();
        m_model.reload(); // whoever looks whether a sale was made sees what there is now
    });
    connect(m_sale, &SalePage::sold, this, [this] { m_model.reload(); });
    connect(m_sale, &SalePage::orderAsked, this, [this](const QString &id) {
        backToList();
        open(id);
    });
}

void OrdersPanel::start()
{
    m_model.sort(OrdersModel::When, Qt::DescendingOrder);
    loadSettings();
    loadPeople();
}

// Who sold: to filter by, and for the history. Without the right to read staff there are no names.
void OrdersPanel::loadPeople()
{
    if (!profile().may(contract::Permission::UsersRead))
        return;
    ApiRequest request;
    request.path = QStringLiteral("/api/v1/users");
    request.query.addQueryItem(QStringLiteral("limit"), QStringLiteral("200"));
    client().call(request, this, [this](const Result<ApiReply> &answer) {
        if (!answer)
            return; // the list says what is wrong with the server
        QHash<QString, QString> names;
        m_people.clear();
        for (const QJsonValue &value : answer->document[u"items"].toArray()) {
            names.insert(value[u"id"].toString(), value[u"name"].toString());
            m_people.append({value[u"id"].toString(), value[u"name"].toString()});
        }
        m_detail->setPeople(names);
        setFilters();
    });
}

void OrdersPanel::showList(const QList<QPair<QString, QString>> &filters)
{
    leave([this, filters] {
        closePane();
        backToList();
        list()->filters()->setValues(filters);
    });
}

// How cash is rounded. Until it is known, amounts are shown as they are; the server rounds all the same.
void OrdersPanel::loadSettings()
{
    ApiRequest request;
    request.path = QStringLiteral("/api/v1/tenant/settings");
    client().call(request, this, [this](const Result<ApiReply> &answer) {
        if (!answer)
            return;
        const auto rounding = domain::CashRounding::toStep(moneyIn(answer->document, "cash_rounding"));
        m_sale->setRounding(rounding);
        m_detail->setRounding(rounding);
    });
}

void OrdersPanel::takeFocus()
{
    if (isListShown())
        ListPanel::takeFocus();
    else
        m_sale->takeFocus();
}

void OrdersPanel::reload()
{
    ListPanel::reload();
    m_sale->refresh();
    loadSettings();
}

bool OrdersPanel::isUnsaved() const
{
    return !isListShown() && m_sale->isUnsaved();
}

void OrdersPanel::leave(std::function<void()> then)
{
    isUnsaved() ? m_sale->leave(std::move(then)) : then();
}

void OrdersPanel::sell()
{
    showPage(m_sale);
    m_sale->begin();
}

void OrdersPanel::backToList()
{
    showListPage();
    takeFocus();
}

void OrdersPanel::open(const QString &id)
{
    if (id.isEmpty())
        return sell();
    leave([this, id] {
        showListPage();
        showInPane({{QStringLiteral("id"), id}});
    });
}

void OrdersPanel::showInPane(const QJsonObject &order)
{
    m_detail->open(order);
    showPane(order[u"id"].toString());
}

QString OrdersPanel::shownId() const
{
    return m_detail->orderId();
}

void OrdersPanel::retranslate()
{
    list()->setTitle(title());
    header()->setTexts(tr("Orders"), tr("Sales and refunds of %1, with their receipts").arg(profile().shopName));
    m_new->setLabel(tr("New order"));
    m_firstNew->setLabel(tr("New order"));
    m_firstNew->setBlocked(profile().may(contract::Permission::OrdersCreate) ? QString()
                                                                             : tr("Your role only reads orders"));
    list()->filters()->setSearchWords(tr("Number or reference"));
    list()->setWords({QStringLiteral("receipt-text"), tr("No orders yet"),
                      tr("Make the first one here. Sales of other tills appear as soon as they were sent.")});
    setFilters();
}

void OrdersPanel::setFilters()
{
    using Kind = FilterSpec::Kind;
    QList<QPair<QString, QString>> states;
    for (const domain::OrderState state : domain::allOrderStates()) {
        const QString word = QString::fromLatin1(domain::toWord(state));
        states.append({word, OrdersModel::stateOf(word).words});
    }
    const QList<QPair<QString, QString>> kinds{
        {QStringLiteral("sale"), OrdersModel::kindOf(QStringLiteral("sale"))},
        {QStringLiteral("refund"), OrdersModel::kindOf(QStringLiteral("refund"))}};
    QList<FilterSpec> specs{
        {QStringLiteral("status"), tr("Status"), Kind::Choice, states},
        {QStringLiteral("kind"), tr("Kind"), Kind::Choice, kinds},
        {QStringLiteral("business_date"), tr("Business day"), Kind::Date},
        {QStringLiteral("business_date_from"), tr("From day"), Kind::Date},
        {QStringLiteral("business_date_to"), tr("To day"), Kind::Date},
        {QStringLiteral("terminal"), tr("Till"), Kind::Text, {}, tr("Its number: 1 for T01")},
        {QStringLiteral("external_ref"), tr("Reference"), Kind::Text, {}, tr("The number it has in another system")}};
    if (!m_people.isEmpty())
        specs.append({QStringLiteral("created_by"), tr("Staff"), Kind::Choice, m_people});
    list()->filters()->setSpecs(specs);
}

} // namespace pos::ui
