// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/desktop/ShopWindow.h"
#include "ui/shell/Workspace.h"
#include "ui/widgets/ComboBox.h"
#include "ui/wizard/FirstRunWizard.h"

#include <QPushButton>
#include <QTabBar>

using namespace pos;
using namespace pos::ui;
using namespace pos::ui::test;

// From an empty computer to the first sale, in a real window on a real server with a real PostgreSQL.
class FirstSaleTest : public ShopWindow {
    Q_OBJECT

private:
    void makeShopByTheWizard(const QString &language)
    {
        auto *wizard = m_desktop->window().findChild<FirstRunWizard *>();
        click(qPrintable(QStringLiteral("wizard.language.") + language));
        wizard->next();
        type(edit("wizard.shop_name"), QStringLiteral("Toko Melati"));
        find<ComboBox>(*m_desktop, "wizard.currency")->setValue(QStringLiteral("IDR"));
        wizard->next();
        type(edit("wizard.owner_name"), QStringLiteral("Ratna Dewi"));
        type(edit("wizard.email"), kOwner);
        type(edit("wizard.password"), kPassword);
        wizard->next();
        find<ComboBox>(*m_desktop, "wizard.zone")->setValue(QStringLiteral("Asia/Jakarta"));
        wizard->next();
        wizard->next();
    }

    void makeProductInTheWindow()
    {
        click("nav.products");
        QTRY_VERIFY_WITH_TIMEOUT(isShown(*m_desktop, "products.empty"), kPatience);
        click("products.new");
        type(edit("product.name"), QStringLiteral("Kopi Tubruk"));
        type(edit("product.sku"), QStringLiteral("KTB-180"));
        type(edit("product.barcodes"), QStringLiteral("0899100210542"));
        type(edit("product.price"), QStringLiteral("12.500"));
        click("product.save");
        QTRY_COMPARE_WITH_TIMEOUT(rows("products.table"), 1, kPatience);
    }

    Result<QJsonObject> sell(const QString &variant, int quantity)
    {
        return post(
            QStringLiteral("orders"),
            {{QStringLiteral("lines"),
              QJsonArray{QJsonObject{{QStringLiteral("variant_id"), variant}, {QStringLiteral("quantity"), quantity}}}},
             {QStringLiteral("payments"), QJsonArray{QJsonObject{{QStringLiteral("method"), QStringLiteral("cash")},
                                                                 {QStringLiteral("amount"), 12500 * quantity},
                                                                 {QStringLiteral("tendered"), 50000}}}}});
    }

private Q_SLOTS:
    void fromTheWizardToTheFirstSale_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("paid");
        QTest::addColumn<QString>("subtotal");
        QTest::newRow("Indonesian") << "id"
                                    << "Lunas"
                                    << "Subtotal";
        QTest::newRow("English") << "en"
                                 << "Paid"
                                 << "Subtotal";
    }

    void fromTheWizardToTheFirstSale()
    {
        QFETCH(QString, language);
        QFETCH(QString, paid);
        const Language other = language == QLatin1String("id") ? Language::English : Language::Indonesian;
        QVERIFY(openWindow(other)); // the wizard changes it
        QTRY_VERIFY_WITH_TIMEOUT(m_desktop->window().findChild<FirstRunWizard *>(), kPatience);
        makeShopByTheWizard(language);
        QTRY_VERIFY_WITH_TIMEOUT(m_desktop->window().workspace(), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(isShown(*m_desktop, "today.chart"), kPatience);
        click("nav.orders");
        QTRY_VERIFY_WITH_TIMEOUT(isShown(*m_desktop, "orders.empty"), kPatience);
        makeProductInTheWindow();

        const QJsonArray products = itemsOf(get(QStringLiteral("products")));
        QCOMPARE(products.size(), 1);
        QCOMPARE(products[0][u"barcodes"][0].toString(), QStringLiteral("0899100210542"));
        const QString variant = products[0][u"variant_id"].toString();
        const auto sale = sell(variant, 3);
        QVERIFY2(sale, sale ? "" : qPrintable(sale.error().detail));
        const QString order = (*sale)[u"id"].toString();
        QCOMPARE((*sale)[u"total"].toInt(), 37500);

        // Seen in the window's Orders …
        click("nav.orders");
        m_desktop->window().workspace()->reloadAll();
        QTRY_COMPARE_WITH_TIMEOUT(rows("orders.table"), 1, kPatience);
        QCOMPARE(cell("orders.table", 0, 0), (*sale)[u"number"].toString());
        QCOMPARE(cell("orders.table", 0, 4), QStringLiteral("Rp37.500"));
        QCOMPARE(cell("orders.table", 0, 5), paid);
        table("orders.table")->selectRow(0);
        QTRY_COMPARE_WITH_TIMEOUT(rows("order.lines"), 1, kPatience);
        QCOMPARE(cell("order.lines", 0, 0), QStringLiteral("Kopi Tubruk"));
        find<QTabBar>(*m_desktop, "order.tabs")->setCurrentIndex(2);
        QTRY_VERIFY_WITH_TIMEOUT(text("order.receipt").contains(QStringLiteral("Kopi Tubruk")), kPatience);

        // … in the stock's movements …
        const QJsonArray moved =
            itemsOf(get(QStringLiteral("stock/movements"), {{QStringLiteral("variant_id"), variant}}));
        QCOMPARE(moved.size(), 1);
        QCOMPARE(moved[0][u"kind"].toString(), QStringLiteral("sale"));
        QCOMPARE(moved[0][u"quantity"].toInt(), -3);

        // … and, once it was delivered, in the audit trail.
        QJsonArray events;
        QTRY_VERIFY_WITH_TIMEOUT(
            !(events = itemsOf(get(QStringLiteral("audit/events"), {{QStringLiteral("entity_id"), order}}))).isEmpty(),
            kPatience);
        QVERIFY(events[0][u"action"].toString().startsWith(QStringLiteral("order.")));
        QCOMPARE(events[0][u"actor"][u"id"].toString(), m_desktop->session().profile().id);
    }

    void theNextStartAsksToSignIn()
    {
        QVERIFY(openWindow(Language::English));
        QTRY_VERIFY_WITH_TIMEOUT(m_desktop->window().findChild<FirstRunWizard *>(), kPatience);
        makeShopByTheWizard(QStringLiteral("en"));
        QTRY_VERIFY_WITH_TIMEOUT(m_desktop->window().workspace(), kPatience);
        m_desktop.reset();
        m_server.reset();
        QVERIFY(startServer());
        QVERIFY(openWindow(Language::English));
        QTRY_VERIFY_WITH_TIMEOUT(isShown(*m_desktop, "signIn.email"), kPatience);
        QVERIFY(signIn(*m_desktop, kOwner, kPassword));
        QCOMPARE(m_desktop->session().profile().shopName, QStringLiteral("Toko Melati"));
    }
};

QTEST_MAIN(FirstSaleTest)
#include "FirstSaleTest.moc"
