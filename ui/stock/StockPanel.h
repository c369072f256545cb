// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/MovementsModel.h"
#include "ui/models/StockLevelsModel.h"
#include "ui/panels/Panel.h"
#include "ui/stock/CodeLookup.h"

QT_FORWARD_DECLARE_CLASS(QStackedWidget)
QT_FORWARD_DECLARE_CLASS(QTabBar)

namespace pos::ui {

class AdjustPage;
class CountPage;
class DetailHost;
class EntryPage;
class ListSection;
class PageHeader;
class ReceivePage;
class StockCard;
class StockDocument;

// What is there and why, goods coming in, counts, corrections, and every movement.
class StockPanel final : public Panel {
    Q_OBJECT
public:
    StockPanel(Session &session, LocalStore &store, QWidget *parent = nullptr);

    QString title() const override { return tr("Stock"); }
    void start() override;
    // "card:VARIANT", "adjust:VARIANT", "receive:VARIANT", "document:ID"; empty: goods come in.
    void open(const QString &id) override;
    void showList(const QList<QPair<QString, QString>> &filters) override; // of what is on hand
    void reload() override;
    void takeFocus() override;
    bool isUnsaved() const override;
    void leave(std::function<void()> then) override;

protected:
    void retranslate() override;

private:
    enum Tab { OnHand, Receive, Count, Adjust, Movements };

    void build();
    void connectParts();
    void connectCard();
    void connectEntry(EntryPage *page);
    void showTab(int tab);
    void tabChosen(int index);
    int indexOf(Tab tab) const;
    EntryPage *unsavedPage() const;
    void showCard(const QString &variant);
    void showDocument(const QJsonObject &movement);
    void showStockDocument(const QString &id);
    void closePane();
    void loadCategories();
    void setFilters();

    StockLevelsModel m_levels;
    MovementsModel m_ledger;
    CodeLookup m_lookup; // of what is scanned over the list
    PageHeader *m_header;
    QTabBar *m_tabs;
    QStackedWidget *m_stack;
    ListSection *m_onHand;
    ListSection *m_movements;
    ReceivePage *m_receive;
    CountPage *m_count;
    AdjustPage *m_adjust;
    StockCard *m_card;
    StockDocument *m_document;
    QStackedWidget *m_pane;
    DetailHost *m_host;
    QList<QPair<QString, QString>> m_categories;
    bool m_ledgerStarted = false;
};

} // namespace pos::ui
