// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/OrderDetail.h"

#include "ui/api/ErrorWords.h"
#include "ui/models/JsonCells.h"
#include "ui/models/OrdersModel.h"
#include "ui/theme/Fonts.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/Frames.h"
#include "ui/widgets/Layouts.h"
#include "ui/widgets/StatusPill.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QScrollArea>
#include <QShortcut>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace pos::ui {

namespace {
constexpr int kSide = tok::s4; // the table's own margin
enum Tab { Details, Receipt };
}// namespace

OrderDetail::OrderDetail(ApiClient &client, QWidget *parent)
    : Page(parent), m_client(client), m_heading(new ElidedLabel(tok::Type::Heading)),
      m_sub(new ElidedLabel(tok::Type::Small, "muted")), m_pill(new StatusPill),
      m_close(new Button(Button::Kind::Ghost, QStringLiteral("x"))), m_tabs(new QTabBar),
      m_banner(new Banner(Tone::Danger)), m_retry(new Button(Button::Kind::Secondary, QStringLiteral("refresh-cw"))),
      m_stack(new QStackedWidget), m_table(new DataTable(tok::rowThumb)), m_sums(new QGridLayout),
      m_receiptText(new Label(tok::Type::Small)), m_copy(new Button(Button::Kind::Secondary, QStringLiteral("copy")))
{
    build();
    connect(m_close, &QPushButton::clicked, this, &OrderDetail::closeRequested);
    connect(m_tabs, &QTabBar::currentChanged, this, &OrderDetail::showTab);
    connect(m_retry, &QPushButton::clicked, this, [this] {
        load();
        if (m_tabs->currentIndex() == Receipt)
            loadReceipt();
    });
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_receipt);
        Q_EMIT copied();
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
    column->addLayout(head);

    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setFont(Fonts::of(tok::Type::Body));
    m_tabs->setFocusPolicy(Qt::TabFocus);
    m_tabs->setObjectName(QStringLiteral("order.tabs"));
    m_tabs->addTab({});
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

    auto *details = new QWidget;
    auto *parts = boxOn<QVBoxLayout>(details);
    m_table->setModel(&m_lines);
    m_table->setObjectName(QStringLiteral("order.lines"));
    m_table->setColumns(OrderLinesModel::What, 160, {{200, 0}, {110, 0}});
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    parts->addWidget(m_table, 1);
    parts->addWidget(makeHairline());
    m_sums->setContentsMargins(kSide, tok::s3, kSide, tok::s3);
    m_sums->setVerticalSpacing(tok::s1);
    m_sums->setColumnStretch(0, 1);
    parts->addLayout(m_sums);
    m_stack->addWidget(details);

    auto *paper = new QFrame;
    paper->setProperty("box", QStringLiteral("sheet"));
    auto *inPaper = boxOn<QVBoxLayout>(paper, tok::s4);
    m_receiptText->setFont(Fonts::mono());
    m_receiptText->setObjectName(QStringLiteral("order.receipt"));
    m_receiptText->setTextInteractionFlags(Qt::TextSelectableByMouse);
    inPaper->addWidget(m_receiptText, 0, Qt::AlignHCenter | Qt::AlignTop);
    auto *sheet = new QWidget;
    sheet->setObjectName(QStringLiteral("plain"));
    auto *inSheet = boxOn<QVBoxLayout>(sheet, tok::s4, tok::s3);
    inSheet->addWidget(paper);
    inSheet->addWidget(m_copy, 0, Qt::AlignLeft);
    inSheet->addStretch();
    auto *scroll = new QScrollArea;
    scroll->setWidget(sheet);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    m_stack->addWidget(scroll);
    column->addWidget(m_stack, 1);
    m_close->setObjectName(QStringLiteral("order.close"));
    m_heading->setObjectName(QStringLiteral("order.number"));
    m_banner->setObjectName(QStringLiteral("order.banner"));
}

void OrderDetail::setProfile(const Profile &profile)
{
    m_money = profile.money;
    m_time = ShopTime(profile.zone);
}

void OrderDetail::open(const QJsonObject &order)
{
    m_order = order;
    m_receipt.clear();
    m_loadReceipt.reset();
    fill();
    load();
    if (m_tabs->currentIndex() == Receipt)
        loadReceipt();
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

void OrderDetail::loadReceipt()
{
    m_loadReceipt = std::make_unique<QObject>();
    ApiRequest request;
    request.path = QStringLiteral("/api/v1/orders/%1/receipt").arg(orderId());
    request.accept = "text/plain";
    m_client.call(request, m_loadReceipt.get(), [this](const Result<ApiReply> &answer) {
        m_loadReceipt.release()->deleteLater();
        m_banner->setVisible(!answer);
        if (!answer) {
            m_banner->setTexts(ErrorWords::sentence(answer.error()), {});
            return;
        }
        m_receipt = QString::fromUtf8(answer->bytes);
        while (m_receipt.endsWith(u'\n'))
            m_receipt.chop(1);
        m_receiptText->setText(m_receipt);
        m_copy->setBlocked({});
    });
}

void OrderDetail::showTab(int tab)
{
    m_stack->setCurrentIndex(tab);
    if (tab == Receipt && m_receipt.isEmpty() && !orderId().isEmpty())
        loadReceipt();
}

void OrderDetail::fill()
{
    m_heading->setLine(m_order[u"number"].toString());
    const auto state = OrdersModel::stateOf(m_order[u"status"].toString());
    m_pill->setState(state.words, state.tone);
    QStringList facts{OrdersModel::kindOf(m_order[u"kind"].toString()),
                      m_time.dateTime(m_order[u"created_at"].toString())};
    if (hasValue(m_order, "external_ref"))
        facts.append(m_order[u"external_ref"].toString());
    m_sub->setLine(facts.join(QStringLiteral(" · ")));
    m_lines.setOrder(m_order, m_money);
    m_receiptText->setText(m_receipt);
    m_copy->setBlocked(m_receipt.isEmpty() ? tr("There is no receipt to copy yet") : QString());
    fillSums();
}

void OrderDetail::fillSums()
{
    qDeleteAll(m_sumCells);
    m_sumCells.clear();
    int row = 0;
    const auto add = [&](const QString &words, Money amount, tok::Type type, const char *tone) {
        auto *left = new Label(type, tone);
        left->setText(words);
        auto *right = new Label(type, tone);
        right->setText(m_money.format(amount));
        m_sums->addWidget(left, row, 0);
        m_sums->addWidget(right, row++, 1, Qt::AlignRight);
        m_sumCells << left << right;
    };
    const auto addUnlessZero = [&](const QString &words, const char *name, bool negated = false) {
        const Money amount = moneyIn(m_order, name);
        if (!amount.isZero())
            add(words, negated ? -amount : amount, tok::Type::Body, "muted");
    };
    add(tr("Subtotal"), moneyIn(m_order, "subtotal"), tok::Type::Body, "muted");
    addUnlessZero(tr("Discount"), "discount_total", true);
    const QJsonArray taxes = m_order[u"taxes"].toArray();
    for (const QJsonValue &value : taxes) {
        const QJsonObject tax = value.toObject();
        const QString name = tax[u"name"].toString();
        add(tax[u"inclusive"].toBool() ? tr("%1, included").arg(name) : name, moneyIn(tax, "tax"), tok::Type::Body,
            "muted");
    }
    if (taxes.isEmpty())
        addUnlessZero(tr("Tax"), "tax_total");
    addUnlessZero(tr("Rounding"), "rounding");
    add(tr("Total"), moneyIn(m_order, "total"), tok::Type::Heading, "");
    for (const QJsonValue &value : m_order[u"payments"].toArray()) {
        const QJsonObject payment = value.toObject();
        const QString method = payment[u"method"].toString();
        add(method == QLatin1String("cash")       ? tr("Paid in cash")
            : method == QLatin1String("transfer") ? tr("Paid by transfer")
                                                  : tr("Paid by %1").arg(method),
            moneyIn(payment, hasValue(payment, "tendered") ? "tendered" : "amount"), tok::Type::Body, "muted");
    }
    addUnlessZero(tr("Change"), "change");
}

void OrderDetail::retranslate()
{
    m_close->setHint(tr("Close  (Esc)"));
    m_retry->setLabel(tr("Retry"));
    m_copy->setLabel(tr("Copy"));
    m_tabs->setTabText(Details, tr("Details"));
    m_tabs->setTabText(Receipt, tr("Receipt"));
    m_table->setAccessibleName(tr("Items of the order"));
    m_lines.retranslate();
    if (!m_order.isEmpty())
        fill();
}

} // namespace pos::ui
