// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stock/StockPanel.h"

#include "ui/api/ErrorWords.h"
#include "ui/labels/LabelCollector.h"
#include "ui/labels/LabelsDialog.h"
#include "ui/panels/ListSection.h"
#include "ui/stock/AdjustPage.h"
#include "ui/stock/CountPage.h"
#include "ui/stock/MovementWords.h"
#include "ui/stock/ReceivePage.h"
#include "ui/stock/StockCard.h"
#include "ui/stock/StockDocument.h"
#include "ui/theme/Fonts.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/DetailHost.h"
#include "ui/widgets/FilterBar.h"
#include "ui/widgets/Layouts.h"
#include "ui/widgets/PageHeader.h"
#include "ui/widgets/ScanInput.h"

#include <QJsonArray>
#include <QShortcut>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace pos::ui {

namespace {

constexpr int kLeastName = 220;
constexpr int kLeastList = 560;

StockLevelsModel::Cost costFor(const Profile &profile)
{
    return profile.may(contract::Permission::ProductsWrite) ? StockLevelsModel::Cost::Shown
                                                            : StockLevelsModel::Cost::Hidden;
}

} // namespace

StockPanel::StockPanel(Session &session, LocalStore &store, QWidget *parent)
    : Panel(session, store, parent), m_levels(session.client(), costFor(session.profile())),
      m_ledger(session.client(), MovementsModel::Layout::Shop), m_lookup(session.client()), m_header(new PageHeader),
      m_tabs(new QTabBar), m_stack(new QStackedWidget),
      m_onHand(new ListSection(m_levels, tok::rowThumb, QStringLiteral("stock"))),
      m_movements(new ListSection(m_ledger, tok::rowThumb, QStringLiteral("movements"))),
      m_receive(new ReceivePage(session.client(), session.profile())),
      m_count(new CountPage(session.client(), session.profile())),
      m_adjust(new AdjustPage(session.client(), session.profile())),
      m_card(new StockCard(session.client(), session.profile())),
      m_document(new StockDocument(session.client(), session.profile())), m_pane(new QStackedWidget)
{
    const ShopTime time(profile().zone);
    m_levels.setFormat(profile().money);
    m_ledger.setFormat(profile().money, time, false);
    m_ledger.setZone(profile().zone);
    m_onHand->setTime(time);
    m_movements->setTime(time);
    build();
    connectParts();
    connectCard();
    retranslate();
}

void StockPanel::build()
{
    auto *main = new QWidget;
    auto *column = boxOn<QVBoxLayout>(main, 0, tok::s3);
    column->setContentsMargins(tok::s5, tok::s4 + 2, tok::s5, tok::s4);
    column->addWidget(m_header);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setFont(Fonts::of(tok::Type::Body));
    m_tabs->setFocusPolicy(Qt::TabFocus);
    m_tabs->setObjectName(QStringLiteral("stock.tabs"));
    const bool may = profile().may(contract::Permission::StockWrite);
    for (const Tab tab : {OnHand, Receive, Count, Adjust, Movements}) {
        const int index = m_tabs->addTab({});
        m_tabs->setTabData(index, tab);
        m_tabs->setTabVisible(index, may || tab == OnHand || tab == Movements);
    }
    column->addWidget(m_tabs);
    for (QWidget *page : std::initializer_list<QWidget *>{m_onHand, m_receive, m_count, m_adjust, m_movements})
        m_stack->addWidget(page);
    column->addWidget(m_stack, 1);
    m_pane->addWidget(m_card);
    m_pane->addWidget(m_document);
    m_host = new DetailHost(main, m_pane, kLeastList);
    boxOn<QVBoxLayout>(this)->addWidget(m_host);

    DataTable *levels = m_onHand->table();
    QList<DataTable::Column> columns{{260, 0}, {120, 0}, {90, 2}, {120, 0}};
    if (costFor(profile()) == StockLevelsModel::Cost::Shown)
        columns << DataTable::Column{124, 3} << DataTable::Column{130, 1};
    levels->setColumns(StockLevelsModel::Name, kLeastName, columns);
    keepLayout(levels, QStringLiteral("stock"));
    DataTable *ledger = m_movements->table();
    ledger->setColumns(0, kLeastName, {{240, 0}, {160, 2}, {116, 0}, {90, 0}, {90, 1}, {200, 3}});
    keepLayout(ledger, QStringLiteral("movements"));
}

void StockPanel::connectParts()
{
    connect(m_tabs, &QTabBar::currentChanged, this, &StockPanel::tabChosen);
    const auto step = [this](const QKeySequence &keys, int by) {
        auto *shortcut = new QShortcut(keys, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, [this, by] {
            for (int at = m_tabs->currentIndex() + by; at >= 0 && at < m_tabs->count(); at += by) {
                if (m_tabs->isTabVisible(at))
                    return m_tabs->setCurrentIndex(at);
            }
        });
    };
    step(QKeySequence(Qt::CTRL | Qt::Key_PageDown), 1);
    step(QKeySequence(Qt::CTRL | Qt::Key_PageUp), -1);
    connect(m_onHand->table(), &DataTable::rowChosen, this, [this](int row) {
        if (row >= 0)
            showCard(m_levels.idOf(m_levels.item(row)));
    });
    auto *scanner = new ScanInput(m_onHand);
    connect(scanner, &ScanInput::scanned, &m_lookup, &CodeLookup::find);
    connect(&m_lookup, &CodeLookup::found, this, [this](const StockItem &item) { showCard(item.variant); });
    connect(&m_lookup, &CodeLookup::unknown, this,
            [this](const QString &code) { Q_EMIT said(tr("No product has the code %1.").arg(code)); });
    connect(&m_lookup, &CodeLookup::stuck, this, [this](const Error &error) {
        m_lookup.forget();
        Q_EMIT said(ErrorWords::sentence(error));
    });
    connect(m_movements->table(), &DataTable::rowChosen, this, [this](int row) {
        if (row >= 0 && !MovementWords::isOrder(m_ledger.item(row)))
            showDocument(m_ledger.item(row));
    });
    connect(m_movements->table(), &DataTable::rowOpened, this,
            [this](int row) { showDocument(m_ledger.item(row)); });
    for (EntryPage *page : std::initializer_list<EntryPage *>{m_receive, m_count, m_adjust})
        connectEntry(page);
    connect(m_receive, &ReceivePage::labelsAsked, this, [this](const QList<QPair<StockItem, int>> &itemsAndCounts) {
        QList<LabelItem> labels;
        for (const auto &[item, count] : itemsAndCounts) {
            labels.append(LabelCollector::itemOf(item.name, item.barcode, item.sku, item.price, profile().money));
            labels.last().count = count;
        }
        LabelsDialog::show(this, labels);
    });
}

void StockPanel::connectEntry(EntryPage *page)
{
    connect(page, &EntryPage::documentAsked, this, &StockPanel::showStockDocument);
    connect(page, &EntryPage::entered, this, [this] {
        m_levels.reload();
        if (m_ledgerStarted)
            m_ledger.reload();
        m_card->reload();
    });
}

void StockPanel::connectCard()
{
    connect(m_card, &StockCard::closeRequested, this, &StockPanel::closePane);
    connect(m_card, &StockCard::documentAsked, this, &StockPanel::showDocument);
    connect(m_card, &StockCard::adjustAsked, this, [this](const QString &variant) {
        showTab(Adjust);
        m_adjust->takeVariant(variant);
    });
    connect(m_card, &StockCard::receiveAsked, this, [this](const QJsonObject &level) {
        showTab(Receive);
        m_receive->take(StockItem::fromLevel(level));
    });
    connect(m_card, &StockCard::productAsked, this,
            [this](const QString &product) { Q_EMIT documentAsked(QStringLiteral("products"), product); });
    connect(m_document, &StockDocument::closeRequested, this, &StockPanel::closePane);
    connect(m_document, &StockDocument::cardAsked, this, &StockPanel::showCard);
}

void StockPanel::start()
{
    m_levels.reload();
    loadCategories();
}

int StockPanel::indexOf(Tab tab) const
{
    return static_cast<int>(tab);
}

void StockPanel::showTab(int tab)
{
    m_tabs->setCurrentIndex(indexOf(static_cast<Tab>(tab)));
}

void StockPanel::tabChosen(int index)
{
    m_stack->setCurrentIndex(index);
    closePane();
    if (index == Movements && !m_ledgerStarted) {
        m_ledgerStarted = true;
        m_ledger.reload();
    }
    takeFocus();
}

void StockPanel::takeFocus()
{
    switch (m_tabs->currentIndex()) {
    case OnHand: m_onHand->table()->setFocus(Qt::OtherFocusReason); break;
    case Movements: m_movements->table()->setFocus(Qt::OtherFocusReason); break;
    default: qobject_cast<EntryPage *>(m_stack->currentWidget())->takeFocus(); break;
    }
}

void StockPanel::open(const QString &id)
{
    const QString what = id.section(u':', 0, 0);
    const QString which = id.section(u':', 1);
    if (what == QLatin1String("card")) {
        showTab(OnHand);
        showCard(which);
    } else if (what == QLatin1String("document")) {
        showStockDocument(which);
    } else if (what == QLatin1String("adjust")) {
        showTab(Adjust);
        m_adjust->takeVariant(which);
    } else if (profile().may(contract::Permission::StockWrite)) {
        showTab(Receive);
        if (!which.isEmpty())
            m_receive->takeVariant(which);
    }
}

void StockPanel::showList(const QList<QPair<QString, QString>> &filters)
{
    showTab(OnHand);
    closePane();
    m_onHand->filters()->setValues(filters);
}

void StockPanel::reload()
{
    m_levels.reload();
    if (m_ledgerStarted)
        m_ledger.reload();
    m_card->reload();
    loadCategories();
}

EntryPage *StockPanel::unsavedPage() const
{
    for (EntryPage *page : std::initializer_list<EntryPage *>{m_receive, m_count, m_adjust}) {
        if (page->isUnsaved())
            return page;
    }
    return nullptr;
}

bool StockPanel::isUnsaved() const
{
    return unsavedPage() != nullptr;
}

void StockPanel::leave(std::function<void()> then)
{
    EntryPage *page = unsavedPage();
    if (!page) {
        then();
        return;
    }
    m_tabs->setCurrentIndex(m_stack->indexOf(page));
    page->leave([this, then] { leave(then); }); // another page may have something too
}

void StockPanel::showCard(const QString &variant)
{
    if (variant.isEmpty())
        return;
    m_onHand->keepChosen(variant);
    if (m_host->isPaneShown() && m_pane->currentWidget() == m_card && m_card->variant() == variant)
        return;
    m_card->open(variant);
    m_pane->setCurrentWidget(m_card);
    m_host->setPaneShown(true);
}

void StockPanel::showDocument(const QJsonObject &movement)
{
    const QString id = movement[u"reference_id"].toString();
    if (id.isEmpty())
        showCard(movement[u"variant_id"].toString());
    else if (MovementWords::isOrder(movement))
        Q_EMIT documentAsked(QStringLiteral("orders"), id);
    else
        showStockDocument(id);
}

void StockPanel::showStockDocument(const QString &id)
{
    m_document->open(id);
    m_pane->setCurrentWidget(m_document);
    m_host->setPaneShown(true);
    if (m_tabs->currentIndex() != Movements)
        m_document->takeFocus();
}

void StockPanel::closePane()
{
    if (!m_host->isPaneShown())
        return;
    m_onHand->keepChosen({});
    m_host->setPaneShown(false);
    for (ListSection *list : {m_onHand, m_movements}) {
        const QSignalBlocker quiet(list->table());
        list->table()->clearSelection();
        list->table()->setCurrentIndex({});
    }
    takeFocus();
}

void StockPanel::loadCategories()
{
    ApiRequest request;
    request.path = QStringLiteral("/api/v1/categories");
    request.query.addQueryItem(QStringLiteral("limit"), QStringLiteral("200"));
    client().call(request, this, [this](const Result<ApiReply> &answer) {
        if (!answer)
            return; // the list says what is wrong with the server
        m_categories.clear();
        for (const QJsonValue &category : answer->document[u"items"].toArray())
            m_categories.append({category[u"id"].toString(), category[u"name"].toString()});
        m_count->setCategories(m_categories);
        setFilters();
    });
}

void StockPanel::setFilters()
{
    QList<FilterSpec> levels{{QStringLiteral("low_stock"),
                              tr("Stock"),
                              FilterSpec::Kind::Choice,
                              {{QStringLiteral("true"), tr("Only low")}}}};
    if (!m_categories.isEmpty())
        levels.append({QStringLiteral("category_id"), tr("Category"), FilterSpec::Kind::Choice, m_categories});
    m_onHand->filters()->setSpecs(levels);
    m_movements->filters()->setSpecs(
        {{QStringLiteral("kind"), tr("What"), FilterSpec::Kind::Choice, MovementWords::kinds()},
         {QStringLiteral("day"), tr("Day"), FilterSpec::Kind::Date},
         {QStringLiteral("reference"), tr("Document"), FilterSpec::Kind::Text, {}, tr("Its number, whole")}});
}

void StockPanel::retranslate()
{
    m_header->setTexts(tr("Stock"), tr("What is there, what comes in, and why each number is what it is"));
    m_tabs->setTabText(indexOf(OnHand), tr("On hand"));
    m_tabs->setTabText(indexOf(Receive), tr("Receive"));
    m_tabs->setTabText(indexOf(Count), tr("Count"));
    m_tabs->setTabText(indexOf(Adjust), tr("Put right"));
    m_tabs->setTabText(indexOf(Movements), tr("Movements"));
    m_tabs->setAccessibleName(tr("Parts of the stock"));
    m_onHand->filters()->setSearchWords(tr("Name, SKU or barcode"));
    m_movements->filters()->setSearchWords(tr("Name, SKU or barcode"));
    m_onHand->setWords({QStringLiteral("boxes"), tr("No stock yet"),
                        tr("Products appear here as soon as they are made. Receive goods to fill the shelves.")});
    m_movements->setWords({QStringLiteral("boxes"), tr("Nothing has moved yet"),
                           tr("Every sale, receipt, count and correction leaves its movement here, for good.")});
    setFilters();
}

} // namespace pos::ui
