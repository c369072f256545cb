// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/TodayPanel.h"

#include "ui/api/ErrorWords.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/CardRow.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/Frames.h"
#include "ui/widgets/IconLabel.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"
#include "ui/widgets/PageHeader.h"
#include "ui/widgets/SideBySide.h"

#include <QScrollArea>
#include <QShortcut>
#include <QVBoxLayout>

#include <chrono>

namespace pos::ui {

namespace {

using namespace std::chrono_literals;
constexpr int kSide = 316;
constexpr int kChartHeight = 240;
constexpr int kLowHeight = 170;
constexpr int kLeastName = 160;

QLayout *titleRow(Label *title, QWidget *right = nullptr, QWidget *further = nullptr)
{
    auto *row = boxOn<QHBoxLayout>(nullptr, 0, tok::s2);
    row->setContentsMargins(tok::s4, tok::s3, tok::s3, tok::s2);
    row->addWidget(title);
    row->addStretch();
    for (QWidget *one : {right, further}) {
        if (one)
            row->addWidget(one);
    }
    return row;
}

} // namespace

TodayPanel::TodayPanel(Session &session, LocalStore &store, QWidget *parent)
    : Panel(session, store, parent), m_low(session.client()), m_minute(this), m_header(new PageHeader),
      m_refresh(new Button(Button::Kind::Secondary, QStringLiteral("refresh-cw"))),
      m_hours(new Button(Button::Kind::Secondary)), m_days(new Button(Button::Kind::Secondary)),
      m_banner(new Banner(Tone::Danger)), m_retry(new Button(Button::Kind::Secondary, QStringLiteral("refresh-cw"))),
      m_revenue(new FigureCard), m_orders(new FigureCard), m_basket(new FigureCard), m_profit(new FigureCard),
      m_chartTitle(new Label(tok::Type::Heading)), m_pastKey(new Label(tok::Type::Small, "muted")),
      m_chart(new BarChart), m_lowTitle(new Label(tok::Type::Heading)), m_lowAll(new Button(Button::Kind::Link)),
      m_lowTable(new DataTable(tok::row)), m_lowNone(new Label(tok::Type::Body, "muted")),
      m_attentionTitle(new Label(tok::Type::Heading)),
      m_openIcon(new IconLabel(QStringLiteral("clock-3"), Tone::Success)), m_openText(new Label(tok::Type::Body)),
      m_openShow(new Button(Button::Kind::Link)), m_stockIcon(new IconLabel(QStringLiteral("boxes"), Tone::Success)),
      m_stockText(new Label(tok::Type::Body)), m_stockShow(new Button(Button::Kind::Link)),
      m_bestTitle(new Label(tok::Type::Heading)), m_best(new SumsView), m_bestNone(new Label(tok::Type::Body, "muted")),
      m_paymentsTitle(new Label(tok::Type::Heading)), m_payments(new SumsView),
      m_paymentsNone(new Label(tok::Type::Body, "muted"))
{
    m_report.setProfile(profile());
    m_low.setFormat(profile().money);
    m_chart->setFormat(profile().money);
    build();
    connectParts();
    retranslate();
}

void TodayPanel::build()
{
    auto *inside = new QWidget;
    inside->setObjectName(QStringLiteral("plain"));
    auto *column = boxOn<QVBoxLayout>(inside, 0, tok::s4);
    column->setContentsMargins(tok::s5, tok::s4 + 2, tok::s5, tok::s4);
    column->addWidget(m_header);
    m_header->addAction(m_refresh);
    column->addWidget(m_banner);
    m_banner->addAction(m_retry);
    m_banner->hide();
    column->addWidget(new CardRow({m_revenue, m_orders, m_basket, m_profit}));
    auto *main = new QWidget;
    auto *parts = boxOn<QVBoxLayout>(main, 0, tok::s3);
    parts->addWidget(buildChart(), 3);
    parts->addWidget(buildLowStock(), 2);
    column->addWidget(new SideBySide(main, buildSide(), kSide), 1);

    auto *scroll = new QScrollArea;
    scroll->setWidget(inside);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    boxOn<QVBoxLayout>(this)->addWidget(scroll);
    m_banner->setObjectName(QStringLiteral("today.banner"));
    m_retry->setObjectName(QStringLiteral("today.retry"));
    m_refresh->setObjectName(QStringLiteral("today.refresh"));
    m_revenue->setObjectName(QStringLiteral("today.revenue"));
    m_orders->setObjectName(QStringLiteral("today.orders"));
    m_basket->setObjectName(QStringLiteral("today.basket"));
    m_profit->setObjectName(QStringLiteral("today.profit"));
}

QWidget *TodayPanel::buildChart()
{
    QFrame *card = makeCard();
    card->setMinimumHeight(kChartHeight);
    auto *column = boxOn<QVBoxLayout>(card, 1);
    auto *switches = new QWidget;
    auto *row = boxOn<QHBoxLayout>(switches, 0, tok::s1);
    for (Button *button : {m_hours, m_days}) {
        button->setCheckable(true);
        button->setAutoExclusive(true);
        row->addWidget(button);
    }
    m_hours->setChecked(true);
    column->addLayout(titleRow(m_chartTitle, m_pastKey, switches));
    m_chart->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored); // it takes what the page leaves
    column->addWidget(m_chart, 1);
    m_hours->setObjectName(QStringLiteral("today.byHour"));
    m_days->setObjectName(QStringLiteral("today.byDay"));
    m_chart->setObjectName(QStringLiteral("today.chart"));
    return card;
}

QWidget *TodayPanel::buildLowStock()
{
    QFrame *card = makeCard();
    card->setMinimumHeight(kLowHeight);
    auto *column = boxOn<QVBoxLayout>(card, 1);
    column->addLayout(titleRow(m_lowTitle, m_lowAll));
    m_lowTable->setModel(&m_low);
    m_lowTable->setColumns(LowStockModel::Name, kLeastName, {{260, 0}, {104, 0}, {104, 1}});
    m_lowTable->setSelectionMode(QAbstractItemView::SingleSelection);
    m_lowTable->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    column->addWidget(m_lowTable, 1);
    m_lowNone->setContentsMargins(tok::s4, 0, tok::s4, tok::s4);
    m_lowNone->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    column->addWidget(m_lowNone, 1);
    m_lowTable->setObjectName(QStringLiteral("today.low"));
    m_lowAll->setObjectName(QStringLiteral("today.lowAll"));
    return card;
}

void TodayPanel::addAttention(QVBoxLayout *column)
{
    struct Row {
        IconLabel *icon;
        Label *text;
        Button *show;
    };
    for (const Row &one : {Row{m_openIcon, m_openText, m_openShow}, Row{m_stockIcon, m_stockText, m_stockShow}}) {
        column->addWidget(makeHairline());
        auto *row = boxOn<QHBoxLayout>(nullptr, 0, tok::s2);
        row->setContentsMargins(tok::s4, tok::s2, tok::s3, tok::s2);
        one.text->setWrapped();
        row->addWidget(one.icon, 0, Qt::AlignTop);
        row->addWidget(one.text, 1);
        row->addWidget(one.show);
        column->addLayout(row);
    }
    m_openText->setObjectName(QStringLiteral("today.openText"));
    m_stockText->setObjectName(QStringLiteral("today.stockText"));
    m_openShow->setObjectName(QStringLiteral("today.openShow"));
    m_stockShow->setObjectName(QStringLiteral("today.stockShow"));
}

QWidget *TodayPanel::buildSide()
{
    auto *side = new QWidget;
    auto *column = boxOn<QVBoxLayout>(side, 0, tok::s3);
    QFrame *attention = makeCard();
    auto *inAttention = boxOn<QVBoxLayout>(attention, 1);
    inAttention->addLayout(titleRow(m_attentionTitle));
    addAttention(inAttention);
    column->addWidget(attention);

    struct Card {
        Label *title;
        SumsView *sums;
        Label *none;
        int stretch;
    };
    for (const Card &one :
         {Card{m_bestTitle, m_best, m_bestNone, 1}, Card{m_paymentsTitle, m_payments, m_paymentsNone, 0}}) {
        QFrame *card = makeCard();
        auto *inCard = boxOn<QVBoxLayout>(card, 1);
        inCard->addLayout(titleRow(one.title));
        one.sums->setContentsMargins(tok::s4, 0, tok::s4, tok::s4);
        one.none->setContentsMargins(tok::s4, 0, tok::s4, tok::s4);
        inCard->addWidget(one.sums);
        inCard->addWidget(one.none);
        inCard->addStretch();
        column->addWidget(card, one.stretch);
    }
    m_best->setObjectName(QStringLiteral("today.best"));
    m_payments->setObjectName(QStringLiteral("today.payments"));
    return side;
}

void TodayPanel::connectParts()
{
    const auto sold = [this] {
        return QList<QPair<QString, QString>>{{QStringLiteral("business_date"), businessDate()}};
    };
    for (FigureCard *card : {m_revenue, m_orders, m_basket, m_profit})
        connect(card, &QAbstractButton::clicked, this, [this, card, sold] {
            auto filters = sold();
            if (card == m_basket || card == m_orders) // these two are about sales alone
                filters.append({QStringLiteral("kind"), QStringLiteral("sale")});
            askOrders(filters);
        });
    connect(m_openShow, &QPushButton::clicked, this, [this] {
        askOrders({{QStringLiteral("status"), QStringLiteral("awaiting_payment")}});
    });
    const auto low = [this] {
        Q_EMIT listAsked(QStringLiteral("stock"), {{QStringLiteral("low_stock"), QStringLiteral("true")}});
    };
    connect(m_stockShow, &QPushButton::clicked, this, low);
    connect(m_lowAll, &QPushButton::clicked, this, low);
    connect(m_lowTable, &DataTable::rowOpened, this, [this](int row) {
        Q_EMIT documentAsked(QStringLiteral("stock"),
                             QStringLiteral("card:") + m_low.item(row)[u"variant_id"].toString());
    });
    connect(m_days, &QPushButton::toggled, this, [this](bool isByDay) {
        m_byDay = isByDay;
        fillChart();
    });
    connect(m_chart, &BarChart::opened, this, [this](int bar) {
        const QDate date = m_byDay ? m_report.dayOfBar(bar) : m_report.day();
        askOrders({{QStringLiteral("business_date"), date.toString(Qt::ISODate)}});
    });
    connect(m_refresh, &QPushButton::clicked, this, &TodayPanel::reload);
    connect(m_retry, &QPushButton::clicked, this, &TodayPanel::reload);
    auto *again = new QShortcut(QKeySequence(Qt::Key_F5), this);
    connect(again, &QShortcut::activated, this, &TodayPanel::reload);
    connect(&m_low, &CursorTableModel::stateChanged, this, &TodayPanel::fillAttention);
    m_minute.setObjectName(QStringLiteral("today.minute"));
    m_minute.setInterval(1min);
    connect(&m_minute, &QTimer::timeout, this, [this] {
        if (isVisible())
            reload();
    });
}

void TodayPanel::start()
{
    m_started = true;
    m_low.setFilters({}, {{QStringLiteral("low_stock"), QStringLiteral("true")}});
    load();
    loadDays();
    m_minute.start();
}

void TodayPanel::reload()
{
    m_low.reload();
    load();
    loadDays();
    m_minute.start();
}

void TodayPanel::showEvent(QShowEvent *event)
{
    Panel::showEvent(event);
    if (m_started && !event->spontaneous())
        reload();
}

void TodayPanel::open(const QString &)
{
    reload();
}

void TodayPanel::takeFocus()
{
    m_revenue->setFocus(Qt::OtherFocusReason);
}

void TodayPanel::load()
{
    ApiRequest request;
    request.path = QStringLiteral("/api/v1/reports/today");
    m_load = std::make_unique<QObject>();
    client().call(request, m_load.get(), [this](const Result<ApiReply> &answer) {
        m_load.release()->deleteLater();
        m_banner->setVisible(!answer);
        if (answer) {
            m_report.setToday(answer->document);
            fill();
            return;
        }
        m_banner->setTexts(ErrorWords::sentence(answer.error()),
                           m_report.isEmpty() ? QString() : tr("You see the numbers of %1.").arg(m_report.updatedAt()));
    });
}

void TodayPanel::loadDays()
{
    ApiRequest request;
    request.path = QStringLiteral("/api/v1/reports/sales");
    if (m_report.day().isValid()) {
        request.query.addQueryItem(QStringLiteral("from"), m_report.dayOfBar(0).toString(Qt::ISODate));
        request.query.addQueryItem(QStringLiteral("to"), businessDate());
    }
    m_loadDays = std::make_unique<QObject>();
    client().call(request, m_loadDays.get(), [this](const Result<ApiReply> &answer) {
        m_loadDays.release()->deleteLater();
        if (!answer)
            return; // the day's own answer says what is wrong
        m_report.setDays(answer->document);
        fill();
    });
}

QString TodayPanel::businessDate() const
{
    return m_report.day().toString(Qt::ISODate);
}

void TodayPanel::askOrders(const QList<QPair<QString, QString>> &filters)
{
    if (!m_report.isEmpty())
        Q_EMIT listAsked(QStringLiteral("orders"), filters);
}

void TodayPanel::fill()
{
    const auto shown = [this](const FigureCard::Figure &figure) {
        return m_report.isEmpty() ? FigureCard::Figure{figure.title, QString(QChar(0x2026))} : figure;
    };
    m_revenue->setFigure(shown(m_report.revenue()));
    m_orders->setFigure(shown(m_report.orders()));
    m_basket->setFigure(shown(m_report.basket()));
    m_profit->setFigure(shown(m_report.profit()));
    if (m_report.isEmpty())
        return;
    m_profit->setVisible(m_report.knowsProfit());
    m_header->setTexts(tr("Today"), m_report.dayInWords() + QStringLiteral(" · ")
                                        + tr("updated %1").arg(m_report.updatedAt()) + QStringLiteral(" · ")
                                        + tr("beside %1 by this time").arg(m_report.pastName()));
    const auto best = m_report.bestSellers();
    const auto payments = m_report.payments();
    m_best->setRows(best);
    m_payments->setRows(payments);
    m_bestNone->setVisible(best.isEmpty());
    m_paymentsNone->setVisible(payments.isEmpty());
    fillChart();
    fillAttention();
}

void TodayPanel::fillChart()
{
    m_hours->setChecked(!m_byDay);
    m_days->setChecked(m_byDay);
    m_chartTitle->setText(m_byDay ? tr("Revenue by day") : tr("Revenue by hour"));
    m_chart->setAccessibleName(m_chartTitle->text());
    if (m_report.isEmpty())
        return;
    const auto bars = m_byDay ? m_report.byDay() : m_report.byHour();
    const bool past = std::any_of(bars.begin(), bars.end(), [](const auto &bar) { return bar.past.has_value(); });
    m_pastKey->setVisible(past);
    m_pastKey->setText(QStringLiteral("- -  ") + m_report.pastName());
    m_chart->setBars(bars, m_report.pastName());
}

void TodayPanel::fillAttention()
{
    if (m_report.isEmpty() && !m_low.isLoaded())
        return;
    const int open = m_report.openOrders();
    const int delayed = m_report.delayedOrders();
    m_openIcon->setIcon(QStringLiteral("clock-3"), delayed > 0 ? Tone::Danger
                                                   : open > 0  ? Tone::Warning
                                                               : Tone::Success);
    m_openText->setText(m_report.isEmpty() ? QString(QChar(0x2026))
                        : open == 0        ? tr("Every order is paid")
                        : delayed > 0
                            ? tr("%n orders wait for their payment for more than 20 minutes", nullptr, delayed)
                            : tr("%n orders wait for their payment", nullptr, open));
    m_openShow->setVisible(open > 0);
    const int low = m_low.rowCount();
    const bool more = m_low.hasMore();
    m_stockIcon->setIcon(QStringLiteral("boxes"), low > 0 ? Tone::Warning : Tone::Success);
    m_stockText->setText(low == 0 ? tr("Nothing runs low")
                         : more   ? tr("More than %n products run low", nullptr, low)
                                  : tr("%n products run low", nullptr, low));
    m_stockShow->setVisible(low > 0);
    m_lowTable->setVisible(low > 0);
    m_lowNone->setVisible(low == 0);
    m_lowAll->setVisible(low > 0);
}

void TodayPanel::retranslate()
{
    m_header->setTexts(tr("Today"), {});
    m_refresh->setHint(tr("Refresh  (F5)"));
    m_retry->setLabel(tr("Retry"));
    m_hours->setLabel(tr("By hour"));
    m_days->setLabel(tr("By day"));
    m_lowTitle->setText(tr("Low stock"));
    m_lowAll->setLabel(tr("Show all"));
    m_lowTable->setAccessibleName(tr("Products that run low"));
    m_lowNone->setText(tr("Products appear here once they are down to their minimum."));
    m_attentionTitle->setText(tr("Needs attention"));
    m_openShow->setLabel(tr("Show"));
    m_stockShow->setLabel(tr("Show"));
    m_bestTitle->setText(tr("Best sellers"));
    m_bestNone->setText(tr("Nothing sold yet"));
    m_paymentsTitle->setText(tr("Payments"));
    m_paymentsNone->setText(tr("No payment yet"));
    m_low.retranslate();
    fillChart();
    fillAttention();
    fill();
}

} // namespace pos::ui
