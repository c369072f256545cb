// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/support/FakeStock.h"
#include "tests/ui/support/Scanner.h"
#include "tests/ui/support/UiHelp.h"
#include "ui/panels/Panel.h"
#include "ui/shell/Workspace.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/ComboBox.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/Field.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabBar>

namespace pos::ui::test {

// The window on its page Stock, a small server behind it, and a scanner.
class StockWindow : public QObject {
    Q_OBJECT
protected:
    std::unique_ptr<FakeShop> m_shop;
    std::unique_ptr<FakeStock> m_stock;
    std::unique_ptr<DesktopApplication> m_desktop;
    Scanner m_scanner;

    enum Tab { OnHand, Receive, Count, Adjust, Movements };

    void openWindow(const QString &role = QStringLiteral("manager"))
    {
        m_desktop.reset();
        m_shop = std::make_unique<FakeShop>(role);
        furnish(*m_shop);
        m_stock = std::make_unique<FakeStock>(*m_shop);
        m_desktop = std::make_unique<DesktopApplication>(
            DesktopApplication::Options{.server = m_shop->url(), .language = Language::English, .look = Look::Light});
        m_desktop->window().resize(1440, 900);
        m_desktop->show();
        QVERIFY(signIn(*m_desktop, QLatin1String(FakeShop::kEmail), QLatin1String(FakeShop::kPassword)));
        press("nav.stock");
        QTRY_COMPARE(table("stock.table")->model()->rowCount(), 14);
        QVERIFY(bringToFront(*m_desktop));
    }
    DataTable *table(const char *name) const { return find<DataTable>(*m_desktop, name); }
    QLineEdit *edit(const char *name) const { return find<QLineEdit>(*m_desktop, name); }
    QPushButton *button(const char *name) const { return find<QPushButton>(*m_desktop, name); }
    void press(const char *name) const { find<QAbstractButton>(*m_desktop, name)->click(); }
    QString text(const char *name) const { return find<QLabel>(*m_desktop, name)->text(); }
    QString banner(const char *name) const
    {
        return isShown(*m_desktop, name) ? find<Banner>(*m_desktop, name)->strongText() : QString();
    }
    QString cell(const char *name, int row, int column) const
    {
        return table(name)->model()->index(row, column).data().toString();
    }
    QString errorAt(const char *name) const
    {
        return qobject_cast<Field *>(find(*m_desktop, name)->parentWidget())->error();
    }
    void show(Tab tab) const { find<QTabBar>(*m_desktop, "stock.tabs")->setCurrentIndex(tab); }
    void scan(const QString &sku) { m_scanner.scan(m_stock->barcodeOf(sku)); }
    QList<FakeRequest> sent(const char *what) const
    {
        return m_shop->requestsTo("POST", QStringLiteral("/api/v1/stock/") + QLatin1String(what));
    }
    void beginCount(const QString &category)
    {
        show(Count);
        auto *choice = find<ComboBox>(*m_desktop, "count.category");
        QTRY_VERIFY(choice->findData(category) >= 0);
        choice->setValue(category);
        press("count.begin");
        QTRY_VERIFY(isShown(*m_desktop, "count.table"));
    }
    void closeWindow()
    {
        m_desktop.reset();
        m_stock.reset();
        m_shop.reset();
    }
};

} // namespace pos::ui::test
