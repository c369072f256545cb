// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/OrderDetail.h"

#include "core/domain/OrderState.h"
#include "ui/api/ErrorWords.h"
#include "ui/models/JsonCells.h"
#include "ui/models/OrdersModel.h"
#include "ui/sale/OrderSums.h"
#include "ui/sale/PayDialog.h"
#include "ui/sale/ReceiptView.h"
#include "ui/sale/RefundDialog.h"
#include "ui/sale/VoidDialog.h"
#include "ui/theme/Fonts.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/Frames.h"
#include "ui/widgets/Layouts.h"
#include "ui/widgets/StatusPill.h"

#include <QShortcut>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace pos::ui {

namespace {
constexpr int kSide = tok::s4; // the table's own margin
enum Tab { Details, History, Receipt };
}// namespace

OrderDetail::OrderDetail(ApiClient &client, QWidget *parent)
    : Page(parent), m_client(client), m_heading(new ElidedLabel(tok::Type::Heading)),
      m_sub(new ElidedLabel(tok::Type::Small, "muted")), m_why(new ElidedLabel(tok::Type::Small, "muted")),
      m_pill(new StatusPill), m_close(new Button(Button::Kind::Ghost, QStringLiteral("x"))), m_tabs(new QTabBar),
      m_banner(new Banner(Tone::Danger)), m_retry(new Button(Button::Kind::Secondary, QStringLiteral("refresh-cw"))),
      m_stack(new QStackedWidget), m_table(new DataTable(tok::rowThumb)), m_historyTable(new DataTable(tok::rowThumb)),
      m_sums(new SumsView), m_receipt(new ReceiptView(client, QStringLiteral("order"))),
      m_pay(new Button(Button::Kind::Primary)), m_refund(new Button(Button::Kind::Secondary)),
      m_void(new Button(Button::Kind::Danger))
{
    build();
    connect(m_close, &QPushButton::clicked, this, &OrderDetail::closeRequested);
    connect(m_tabs, &QTabBar::currentChanged, this, &OrderDetail::showTab);
    connect(m_retry, &QPushButton::clicked, this, &OrderDetail::load);
    connect(m_receipt, &ReceiptView::said, this, &OrderDetail::said);
    connect(m_pay, &QPushButton::clicked, this, &OrderDetail::pay);
    connect(m_refund, &QPushButton::clicked, this, &OrderDetail::refund);
    connect(m_void, &QPushButton::clicked, this, &OrderDetail::voidOrder);
    connect(m_historyTable, &DataTable::rowOpened, this, [this](int row) {
        if (const QString refund = m_history.refundAt(row); !refund.isEmpty())
            Q_EMIT orderAsked(refund);
    });
    auto *escape = new QShortcut(QKeySequence(Qt::Key_Escape), this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, &OrderDetail::closeRequested);
    retranslate();
}

void OrderDetail::build()
{
    auto *frame = new QFrame;
    frame->setProperty("box", QStringLiteral("pane"));
    boxOn<QVBoxLayout>(this)->addWidget(frame);
    auto *column = boxOn<QVBoxLayout>(frame);

    auto *head = boxOn<QVBoxLayout>(nullptr, 0, 2);
    head->setContentsMargins(kSide, tok::s4, tok::s3, 6);
    auto *line = boxOn<QHBoxLayout>(nullptr, 0, tok::s2);
    line->addWidget(m_heading, 1);
    line->addWidget(m_close);
    head->addLayout(line);
    auto *below = boxOn<QHBoxLayout>(nullptr, 0, tok::s2);
    below->addWidget(m_pill);
    below->addWidget(m_sub, 1);
    head->addLayout(below);
    head->addWidget(m_why);
    column->addLayout(head);

    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setFont(Fonts::of(tok::Type::Body));
    m_tabs->setFocusPolicy(Qt::TabFocus);
    m_tabs->setObjectName(QStringLiteral("order.tabs"));
    for (int tab = Details; tab <= Receipt; ++tab)
        m_tabs->addTab({});
    auto *tabs = boxOn<QHBoxLayout>(nullptr);
    tabs->setContentsMargins(kSide, 0, 0, 0);
    tabs->addWidget(m_tabs);
    tabs->addStretch();
    column->addLayout(tabs);
    column->addWidget(makeHairline());
    auto *notice = boxOn<QVBoxLayout>(nullptr);
    notice->setContentsMargins(tok::s3, 0, tok::s3, 0);
    notice->addWidget(m_banner);
    column->addLayout(notice);
    m_banner->addAction(m_retry);
    m_banner->hide();
    m_stack->addWidget(buildDetails());
    m_stack->addWidget(buildHistory());
    m_stack->addWidget(m_receipt);
    column->addWidget(m_stack, 1);
    m_close->setObjectName(QStringLiteral("order.close"));
    m_heading->setObjectName(QStringLiteral("order.number"));
    m_why->setObjectName(QStringLiteral("order.reason"));
    m_banner->setObjectName(QStringLiteral("order.banner"));
}

QWidget *OrderDetail::buildDetails()
{
    auto *details = new QWidget;
    auto *parts = boxOn<QVBoxLayout>(details);
    m_table->setModel(&m_lines);
    m_table->setObjectName(QStringLiteral("order.lines"));
    m_table->setColumns(OrderLinesModel::What, 160, {{200, 0}, {98, 0}});
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    parts->addWidget(m_table, 1);
    parts->addWidget(makeHairline());
    m_sums->setObjectName(QStringLiteral("order.sums"));
    m_sums->setContentsMargins(kSide, tok::s3, kSide, tok::s3);
    parts->addWidget(m_sums);
    parts->addWidget(makeHairline());
    auto *buttons = boxOn<QHBoxLayout>(nullptr, tok::s3, tok::s2);
    buttons->setContentsMargins(kSide, tok::s3, kSide, tok::s3);
    for (Button *button : {m_pay, m_refund, m_void})
        buttons->addWidget(button);
    buttons->addStretch();
    parts->addLayout(buttons);
    m_pay->setObjectName(QStringLiteral("order.pay"));
    m_refund->setObjectName(QStringLiteral("order.refund"));
    m_void->setObjectName(QStringLiteral("order.void"));
    m_pay->setKeys(QKeySequence(Qt::CTRL | Qt::Key_Return));
    m_refund->setKeys(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R));
    m_void->setKeys(QKeySequence(Qt::CTRL | Qt::Key_Delete));
    return details;
}

QWidget *OrderDetail::buildHistory()
{
    m_historyTable->setModel(&m_history);
    m_historyTable->setObjectName(QStringLiteral("order.history"));
    m_historyTable->setColumns(OrderHistoryModel::What, 160, {{200, 0}, {130, 0}});
    m_historyTable->setSelectionMode(QAbstractItemView::SingleSelection);
    return m_historyTable;
}

void OrderDetail::setProfile(const Profile &profile)
{
    m_profile = profile;
    m_time = ShopTime(profile.zone);
    m_history.setFormat(profile.money, m_time);
}

void OrderDetail::open(const QJsonObject &order)
{
    const bool same = order[u"id"] == m_order[u"id"];
    m_order = order;
    if (!same)
        m_loadHistory.reset();
    m_receipt->open(orderId(), order[u"number"].toString());
    fill();
    load();
    showTab(m_tabs->currentIndex());
}

void OrderDetail::load()
{
    m_load = std::make_unique<QObject>();
    ApiRequest request;
    request.path = QStringLiteral("/api/v1/orders/") + orderId();
    m_client.call(request, m_load.get(), [this](const Result<ApiReply> &answer) {
        m_load.release()->deleteLater();
        m_banner->setVisible(!answer);
        if (!answer) {
            m_banner->setTexts(ErrorWords::sentence(answer.error()), {});
            return;
        }
        m_order = answer->document;
        fill();
    });
}

// Refunds of this sale, and who did what where that may be read. What does not come is left out: the
// order's own dates are there already.
void OrderDetail::loadHistory()
{
    m_loadHistory = std::make_unique<QObject>();
    ApiRequest refunds;
    refunds.path = QStringLiteral("/api/v1/orders");
    refunds.query.addQueryItem(QStringLiteral("refund_of"), orderId());
    m_client.call(refunds, m_loadHistory.get(), [this](const Result<ApiReply> &answer) {
        if (answer)
            m_history.setRefunds(answer->document[u"items"].toArray());
    });
    if (!m_profile.may(contract::Permission::AuditRead))
        return;
    ApiRequest events;
    events.path = QStringLiteral("/api/v1/audit/events");
    events.query.addQueryItem(QStringLiteral("entity_id"), orderId());
    m_client.call(events, m_loadHistory.get(), [this](const Result<ApiReply> &answer) {
        if (answer)
            m_history.setEvents(answer->document[u"items"].toArray());
    });
}

void OrderDetail::showTab(int tab)
{
    m_stack->setCurrentIndex(tab);
    if (orderId().isEmpty())
        return;
    if (tab == Receipt && !m_receipt->isLoaded())
        m_receipt->load();
    if (tab == History)
        loadHistory();
}

void OrderDetail::fill()
{
    m_heading->setLine(m_order[u"number"].toString());
    const auto state = OrdersModel::stateOf(m_order[u"status"].toString());
    m_pill->setState(state.words, state.tone);
    m_sub->setLine(OrdersModel::kindOf(m_order[u"kind"].toString()) + QStringLiteral(" · ")
                   + m_time.dateTime(m_order[u"created_at"].toString()));
    QStringList words{m_order[u"external_ref"].toString(), m_order[u"reason"].toString(), m_order[u"note"].toString()};
    words.removeAll(QString());
    m_why->setLine(words.join(QStringLiteral(" · ")));
    m_why->setVisible(!words.isEmpty());
    m_lines.setOrder(m_order, m_profile.money);
    m_history.setOrder(m_order);
    m_sums->setRows(OrderSums::of(m_order, m_profile.money) + OrderSums::paymentsOf(m_order, m_profile.money));
    fillActions();
}

void OrderDetail::fillActions()
{
    const auto state = domain::orderStateFromWord(m_order[u"status"].toString().toLatin1());
    const auto kind = domain::orderKindFromWord(m_order[u"kind"].toString().toLatin1());
    const bool may = state && kind && m_profile.may(contract::Permission::OrdersCreate);
    const bool whole = hasValue(m_order, "lines"); // not only as the list knows it
    const auto can = [&](domain::OrderState to) { return may && domain::canMove(*kind, *state, to); };
    const bool open = may && *state == domain::OrderState::AwaitingPayment;
    m_pay->setVisible(open);
    m_refund->setVisible(can(domain::OrderState::Refunded));
    m_void->setVisible(can(domain::OrderState::Voided));
    for (Button *button : {m_pay, m_refund, m_void})
        button->setBlocked(whole ? QString() : tr("The order is on its way"));
}

void OrderDetail::start(OrderActionDialog *dialog, const QString &confirmation)
{
    connect(dialog, &OrderActionDialog::done, this, [this, confirmation](const QJsonObject &answer) {
        QString words = confirmation;
        words.replace(QStringLiteral("%1"), answer[u"number"].toString());
        words.replace(QStringLiteral("%2"), m_profile.money.format(moneyIn(answer, "total")));
        Q_EMIT said(words);
        m_receipt->clear();
        open(m_order);
        Q_EMIT changed(orderId());
    });
    dialog->open();
}

void OrderDetail::pay()
{
    start(new PayDialog(m_client, m_profile, m_rounding, m_order, this), tr("Payment taken for %1."));
}

void OrderDetail::voidOrder()
{
    start(new VoidDialog(m_client, m_profile, m_order, this), tr("%1 is void."));
}

void OrderDetail::refund()
{
    start(new RefundDialog(m_client, m_profile, m_order, this), tr("Refund %1: %2."));
}

void OrderDetail::retranslate()
{
    m_close->setHint(tr("Close  (Esc)"));
    m_retry->setLabel(tr("Retry"));
    m_tabs->setTabText(Details, tr("Details"));
    m_tabs->setTabText(History, tr("History"));
    m_tabs->setTabText(Receipt, tr("Receipt"));
    m_pay->setLabel(tr("Take a payment"));
    m_refund->setLabel(tr("Refund"));
    m_void->setLabel(tr("Void"));
    m_table->setAccessibleName(tr("Items of the order"));
    m_historyTable->setAccessibleName(tr("What happened to the order"));
    m_lines.retranslate();
    m_history.retranslate();
    if (!m_order.isEmpty())
        fill();
}

} // namespace pos::ui
