// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/FakeShop.h"
#include "tests/ui/support/UiHelp.h"
#include "ui/dialogs/ConfirmDialog.h"
#include "ui/shell/Workspace.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/ComboBox.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/FilterBar.h"
#include "ui/widgets/Toast.h"

#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace pos;
using namespace pos::ui;
using namespace pos::ui::test;

class ProductsPanelTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<FakeShop> m_shop;
    std::unique_ptr<DesktopApplication> m_desktop;

    void open(const QString &role = QStringLiteral("owner"))
    {
        m_desktop.reset();
        m_shop = std::make_unique<FakeShop>(role);
        furnish(*m_shop);
        m_desktop = std::make_unique<DesktopApplication>(
            DesktopApplication::Options{.server = m_shop->url(), .language = Language::English, .look = Look::Light});
        m_desktop->window().resize(1440, 900);
        m_desktop->show();
        QVERIFY(signIn(*m_desktop, QLatin1String(FakeShop::kEmail), QLatin1String(FakeShop::kPassword)));
        find<QAbstractButton>(*m_desktop, "nav.products")->click();
        QTRY_COMPARE(table()->model()->rowCount(), 17);
    }
    DataTable *table() const { return find<DataTable>(*m_desktop, "products.table"); }
    QLineEdit *edit(const char *name) const { return find<QLineEdit>(*m_desktop, name); }
    QPushButton *button(const char *name) const { return find<QPushButton>(*m_desktop, name); }
    QString nameAt(int row) const { return table()->model()->index(row, 0).data().toString(); }
    QString errorAt(const char *name) const
    {
        return qobject_cast<Field *>(find(*m_desktop, name)->parentWidget())->error();
    }
    // Kopi Susu Gula Aren, the sixth by name; its version has come.
    QString openCoffee()
    {
        table()->selectRow(5);
        const QString id = m_shop->products()[5].toObject()[u"id"].toString();
        const bool came = QTest::qWaitFor([&] { // archiving waits for the version, as saving does
            return edit("product.name")->text() == QLatin1String("Kopi Susu Gula Aren 250 ml")
                   && (button("product.archive")->isEnabled() || button("product.archive")->isHidden());
        });
        return came ? id : QString();
    }
    void save(const QString &price)
    {
        type(edit("product.price"), price);
        button("product.save")->click();
    }

private Q_SLOTS:
    void init() { open(); }
    void cleanup()
    {
        m_desktop.reset();
        m_shop.reset();
    }

    void findsByNameSkuAndBarcode_data()
    {
        QTest::addColumn<QString>("words");
        QTest::newRow("name") << "gula aren";
        QTest::newRow("sku") << "ksg-250";
    }
    void findsByNameSkuAndBarcode()
    {
        QFETCH(QString, words);
        type(edit("products.search"), words);
        QTRY_COMPARE(table()->model()->rowCount(), 1);
        QCOMPARE(nameAt(0), QStringLiteral("Kopi Susu Gula Aren 250 ml"));
        QTRY_COMPARE(find<QLabel>(*m_desktop, "products.count")->text(), QStringLiteral("1 shown"));
    }

    void findsByBarcode()
    {
        type(edit("products.search"), m_shop->products()[5].toObject()[u"barcodes"][0].toString());
        QTest::keyClick(edit("products.search"), Qt::Key_Return); // as a scanner ends
        QTRY_COMPARE(table()->model()->rowCount(), 1);
        QCOMPARE(nameAt(0), QStringLiteral("Kopi Susu Gula Aren 250 ml"));
    }

    void filtersAreChipsThatGoByAClick()
    {
        m_desktop->window().workspace()->currentPanel()->findChild<FilterBar *>()->setValue(QStringLiteral("status"),
                                                                                            QStringLiteral("archived"));
        QTRY_COMPARE(table()->model()->rowCount(), 1);
        find<QAbstractButton>(*m_desktop, "chip.status")->click();
        QTRY_COMPARE(table()->model()->rowCount(), 17);
    }

    void aClickOnTheHeaderSortsOnTheServer()
    {
        auto *header = table()->horizontalHeader();
        const QPoint price(header->sectionViewportPosition(2) + 20, header->height() / 2);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, price);
        QTRY_COMPARE(nameAt(0), QStringLiteral("Permen Jahe Sachet"));
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, price);
        QTRY_COMPARE(nameAt(0), QStringLiteral("Brownies Panggang Loyang Besar"));
        QVERIFY(table()->selectionModel()->selectedRows().size() <= 1);
    }

    void savesUnderTheVersionItKnew()
    {
        const QString id = openCoffee();
        QVERIFY(!button("product.save")->isEnabled());
        save(QStringLiteral("19.500"));
        QTRY_COMPARE(m_shop->product(id)[u"price"].toInt(), 19500);
        const FakeRequest sent = m_shop->requestsTo("PATCH", QStringLiteral("/api/v1/products/") + id).value(0);
        QCOMPARE(sent.header("if-match"), QByteArray("\"1\""));
        QCOMPARE(sent.body, (QJsonObject{{QStringLiteral("price"), 19500}}));
        QTRY_COMPARE(table()->model()->index(5, 2).data().toString(), QStringLiteral("Rp19.500"));
        QTRY_COMPARE(find<Toast>(*m_desktop, "toast")->text(), QStringLiteral("Saved."));
        QVERIFY(!button("product.save")->isEnabled());
    }

    void doesNotSendWhatCannotBeRead()
    {
        const QString id = openCoffee();
        save(QStringLiteral("19.50"));
        QCOMPARE(errorAt("product.price"), QStringLiteral("Thousands are written as in Rp1.234.500."));
        QVERIFY(edit("product.price")->hasFocus());
        QVERIFY(m_shop->requestsTo("PATCH", QStringLiteral("/api/v1/products/") + id).isEmpty());
        type(edit("product.price"), QStringLiteral("19"));
        QVERIFY(errorAt("product.price").isEmpty());
    }

    void showsTheServersErrorAtItsField()
    {
        openCoffee();
        type(edit("product.sku"), QStringLiteral("TB-350"));
        button("product.save")->click();
        QTRY_COMPARE(errorAt("product.sku"), QStringLiteral("Another product has this SKU."));
        QCOMPARE(edit("product.sku")->text(), QStringLiteral("TB-350"));
    }

    void aChangeBySomebodyElseShowsBothVersions()
    {
        const QString id = openCoffee();
        m_shop->changeProduct(
            id, {{QStringLiteral("price"), 17000}, {QStringLiteral("name"), QStringLiteral("Kopi Susu Aren")}});
        save(QStringLiteral("19.500"));
        QTRY_VERIFY(isShown(*m_desktop, "product.conflict"));
        QStringList texts;
        for (const auto *label : find(*m_desktop, "product.conflict")->findChildren<QLabel *>())
            texts.append(label->text());
        QVERIFY(texts.contains(QStringLiteral("Rp19.500")));
        QVERIFY(texts.contains(QStringLiteral("Rp17.000")));
        QVERIFY(texts.contains(QStringLiteral("Kopi Susu Aren"))); // what only they changed is taken over
        QCOMPARE(m_shop->product(id)[u"price"].toInt(), 17000);
        button("product.keepMine")->click();
        QTRY_COMPARE(m_shop->product(id)[u"price"].toInt(), 19500);
        QCOMPARE(m_shop->product(id)[u"name"].toString(), QStringLiteral("Kopi Susu Aren"));
    }

    void theStoredVersionCanBeTakenInstead()
    {
        const QString id = openCoffee();
        m_shop->changeProduct(id, {{QStringLiteral("price"), 17000}});
        save(QStringLiteral("19.500"));
        QTRY_VERIFY(isShown(*m_desktop, "product.conflict"));
        button("product.takeTheirs")->click();
        QCOMPARE(edit("product.price")->text(), QStringLiteral("Rp17.000"));
        QVERIFY(!button("product.save")->isEnabled());
        QCOMPARE(m_shop->product(id)[u"price"].toInt(), 17000);
    }

    void aLostConnectionKeepsRowsAndWhatWasTyped()
    {
        const QString id = openCoffee();
        m_shop->goAway();
        save(QStringLiteral("19.500"));
        QTRY_VERIFY(isShown(*m_desktop, "product.banner"));
        QCOMPARE(edit("product.price")->text(), QStringLiteral("19.500"));
        m_desktop->window().workspace()->reloadAll();
        QTRY_VERIFY(isShown(*m_desktop, "products.banner"));
        QCOMPARE(find<Banner>(*m_desktop, "products.banner")->strongText(),
                 QStringLiteral("No connection to the server."));
        QCOMPARE(table()->model()->rowCount(), 17);
        QVERIFY(table()->isStale());
        QVERIFY(!QApplication::activeModalWidget());
        m_shop->comeBack();
        button("products.retry")->click();
        QTRY_VERIFY(!isShown(*m_desktop, "products.banner"));
        QVERIFY(!table()->isStale());
        button("product.save")->click();
        QTRY_COMPARE(m_shop->product(id)[u"price"].toInt(), 19500);
    }

    void comesBackByItselfWhenTheServerDoes()
    {
        m_shop->goAway();
        m_desktop->window().workspace()->reloadAll();
        QTRY_VERIFY(isShown(*m_desktop, "products.banner"));
        m_shop->comeBack();
        QTRY_VERIFY_WITH_TIMEOUT(!isShown(*m_desktop, "products.banner"), 10000);
    }

    void makesANewProduct()
    {
        button("products.new")->click();
        QVERIFY(edit("product.name")->hasFocus());
        type(edit("product.name"), QStringLiteral("Teh Tarik"));
        button("product.save")->click();
        QCOMPARE(errorAt("product.sku"), QStringLiteral("This is needed."));
        type(edit("product.sku"), QStringLiteral("TTR-1"));
        save(QStringLiteral("Rp15.000"));
        QTRY_COMPARE(table()->model()->rowCount(), 18);
        const FakeRequest sent = m_shop->requestsTo("POST", QStringLiteral("/api/v1/products")).value(0);
        QCOMPARE(sent.body[u"price"].toInt(), 15000);
        QVERIFY(!sent.header("idempotency-key").isEmpty());
    }

    void unsavedChangesAreAskedAbout()
    {
        openCoffee();
        type(edit("product.price"), QStringLiteral("19.500"));
        table()->selectRow(2);
        QTRY_VERIFY(find<ConfirmDialog>(*m_desktop, "confirm"));
        find<QPushButton>(*m_desktop, "stay")->click();
        QCOMPARE(edit("product.name")->text(), QStringLiteral("Kopi Susu Gula Aren 250 ml"));
        QCOMPARE(table()->selectionModel()->selectedRows().value(0).row(), 5);
        QTRY_VERIFY(!find<ConfirmDialog>(*m_desktop, "confirm"));
        table()->selectRow(2);
        QTRY_VERIFY(find<ConfirmDialog>(*m_desktop, "confirm"));
        find<QPushButton>(*m_desktop, "discard")->click();
        QTRY_COMPARE(edit("product.name")->text(), QStringLiteral("Cappuccino"));
    }

    void archivesAndRestores()
    {
        const QString id = openCoffee();
        button("product.archive")->click();
        QTRY_COMPARE(m_shop->product(id)[u"status"].toString(), QStringLiteral("archived"));
        QTRY_COMPARE(button("product.archive")->text(), QStringLiteral("Restore"));
        button("product.archive")->click();
        QTRY_COMPARE(m_shop->product(id)[u"status"].toString(), QStringLiteral("active"));
    }

    void choosesACategory()
    {
        const QString id = openCoffee();
        auto *category = find<ComboBox>(*m_desktop, "product.category_id");
        QTRY_COMPARE(category->currentText(), QStringLiteral("Minuman dingin"));
        category->setValue(QStringLiteral("c2"));
        Q_EMIT category->activated(category->currentIndex());
        button("product.save")->click();
        QTRY_COMPARE(m_shop->product(id)[u"category_id"].toString(), QStringLiteral("c2"));
    }

    void aCashierOnlyReads()
    {
        open(QStringLiteral("cashier"));
        QVERIFY(!isShown(*m_desktop, "products.new"));
        openCoffee();
        QVERIFY(edit("product.price")->isReadOnly());
        QVERIFY(!isShown(*m_desktop, "product.save"));
        QVERIFY(!isShown(*m_desktop, "product.archive"));
    }

    void aNarrowWindowCoversTheListRatherThanSqueezingIt()
    {
        m_desktop->window().resize(1024, 700);
        openCoffee();
        QTRY_VERIFY(table()->columnWidth(0) >= 200);
        QVERIFY(!table()->isColumnHidden(4)); // the status stays
        QVERIFY(isShown(*m_desktop, "product.save"));
        QVERIFY(m_desktop->window().rect().contains(
            find(*m_desktop, "product.save")->mapTo(&m_desktop->window(), QPoint())));
    }
};

QTEST_MAIN(ProductsPanelTest)
#include "ProductsPanelTest.moc"
