// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/FakeShop.h"
#include "tests/ui/support/UiHelp.h"
#include "ui/models/OrderLinesModel.h"
#include "ui/models/OrdersModel.h"
#include "ui/models/ProductsModel.h"
#include "ui/widgets/CellRole.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace pos;
using namespace pos::ui;
using namespace pos::ui::test;

class CursorTableModelTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<FakeShop> m_shop;
    std::unique_ptr<ApiClient> m_client;

    QString queryOfLast(const char *name) const
    {
        return m_shop->requests().last().query.queryItemValue(QLatin1String(name), QUrl::FullyDecoded);
    }

private Q_SLOTS:
    void init()
    {
        m_shop = std::make_unique<FakeShop>();
        furnish(*m_shop);
        m_client = std::make_unique<ApiClient>(m_shop->url());
        m_client->setTokens({"access-1", "refresh-1"});
    }

    void fetchesPageAfterPage()
    {
        m_shop->setPage(7);
        ProductsModel model(*m_client);
        QVERIFY(!model.isLoaded());
        model.reload();
        QVERIFY(model.isBusy());
        QTRY_COMPARE(model.rowCount(), 7);
        QVERIFY(model.hasMore());
        model.fetchMore({});
        model.fetchMore({}); // while one is on its way: no second request
        QTRY_COMPARE(model.rowCount(), 14);
        QTRY_VERIFY(!model.isBusy());
        model.fetchMore({});
        QTRY_COMPARE(model.rowCount(), 17);
        QVERIFY(!model.canFetchMore({}));
        QCOMPARE(m_shop->requestsTo("GET", QStringLiteral("/api/v1/products")).size(), 3);
    }

    void isAModelAllTheWhile()
    {
        m_shop->setPage(7);
        ProductsModel model(*m_client);
        QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest); // fetches more by itself
        model.reload();
        QTRY_COMPARE(model.rowCount(), 17);
        model.sort(ProductsModel::Price, Qt::DescendingOrder);
        QTRY_VERIFY(!model.isBusy());
        model.replace(m_shop->products()[3].toObject());
        model.forget();
        QCOMPARE(model.rowCount(), 0);
    }

    void sortsFiltersAndSearchesOnTheServer()
    {
        ProductsModel model(*m_client);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.sort(ProductsModel::Price, Qt::DescendingOrder);
        QTRY_VERIFY(model.isLoaded() && !model.isBusy());
        QCOMPARE(queryOfLast("sort"), QStringLiteral("-price"));
        QCOMPARE(model.index(0, ProductsModel::Name).data().toString(),
                 QStringLiteral("Brownies Panggang Loyang Besar"));
        model.setFilters(QStringLiteral("kopi"), {{QStringLiteral("category_id"), QStringLiteral("c1")}});
        QTRY_COMPARE(model.rowCount(), 1);
        QCOMPARE(queryOfLast("q"), QStringLiteral("kopi"));
        QCOMPARE(queryOfLast("category_id"), QStringLiteral("c1"));
        QCOMPARE(queryOfLast("sort"), QStringLiteral("-price"));
        const auto before = m_shop->requests().size();
        model.sort(ProductsModel::Category, Qt::AscendingOrder); // the server cannot
        QCOMPARE(m_shop->requests().size(), before);
        QVERIFY(!model.isBusy());
    }

    void keepsItsRowsWhenTheServerIsGone()
    {
        ProductsModel model(*m_client);
        model.reload();
        QTRY_COMPARE(model.rowCount(), 17);
        m_shop->goAway();
        model.reload();
        QTRY_VERIFY(model.error().has_value());
        QCOMPARE(model.rowCount(), 17);
        m_shop->comeBack();
        model.retry();
        QTRY_VERIFY(!model.error() && !model.isBusy());
        QCOMPARE(model.rowCount(), 17);
    }

    void aFailedNextPageIsTriedAgainFromWhereItWas()
    {
        m_shop->setPage(10);
        ProductsModel model(*m_client);
        model.reload();
        QTRY_COMPARE(model.rowCount(), 10);
        m_shop->goAway();
        model.fetchMore({});
        QTRY_VERIFY(model.error().has_value());
        QVERIFY(!model.canFetchMore({})); // no storm of requests while it is away
        m_shop->comeBack();
        model.retry();
        QTRY_COMPARE(model.rowCount(), 17);
    }

    void theLastSearchWins()
    {
        ProductsModel model(*m_client);
        model.setFilters(QStringLiteral("kopi"), {});
        model.setFilters(QStringLiteral("teh"), {});
        QTRY_VERIFY(model.isLoaded() && !model.isBusy());
        QCOMPARE(model.rowCount(), 2);
        for (int row = 0; row < 2; ++row)
            QVERIFY(model.item(row)[u"name"].toString().contains(QLatin1String("Teh")));
    }

    void productsAreWrittenAsTheShopDoes()
    {
        ProductsModel model(*m_client);
        model.sort(ProductsModel::Name, Qt::AscendingOrder);
        QTRY_VERIFY(model.isLoaded());
        const auto cell = [&](const char *sku, int column, int role = Qt::DisplayRole) {
            for (int row = 0; row < model.rowCount(); ++row) {
                if (model.item(row)[u"sku"].toString() == QLatin1String(sku))
                    return model.index(row, column).data(role);
            }
            return QVariant();
        };
        model.setCategories({{QStringLiteral("c1"), QStringLiteral("Cold drinks")}});
        QCOMPARE(cell("KSG-250", ProductsModel::Price).toString(), QStringLiteral("Rp18.000"));
        QCOMPARE(cell("KSG-250", ProductsModel::Category).toString(), QStringLiteral("Cold drinks"));
        QCOMPARE(cell("KSG-250", ProductsModel::Name, SubRole).toString(), QStringLiteral("KSG-250"));
        QCOMPARE(cell("KSG-250", ProductsModel::Status).toString(), QStringLiteral("Low"));
        QCOMPARE(cell("TLR-KG", ProductsModel::OnHand).toString(), QStringLiteral("7,25"));
        QCOMPARE(cell("PJS-012", ProductsModel::OnHand).toString(), QStringLiteral("1.240"));
        QCOMPARE(cell("GLP-001", ProductsModel::OnHand).toString(), QStringLiteral("\u22122"));
        QCOMPARE(cell("GLP-001", ProductsModel::Status).toString(), QStringLiteral("Below zero"));
        QCOMPARE(cell("NST-500", ProductsModel::Status).toString(), QStringLiteral("Sold out"));
        QCOMPARE(cell("NGK-001", ProductsModel::Status).toString(), QStringLiteral("Not counted"));
        QCOMPARE(cell("WFC-LBR", ProductsModel::Status).toString(), QStringLiteral("Archived"));
    }

    void ordersAreWrittenInTheShopsTime()
    {
        OrdersModel model(*m_client);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setFormat(MoneyFormat(QStringLiteral("IDR")), ShopTime(QTimeZone("Asia/Jakarta")));
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
        model.sort(OrdersModel::When, Qt::AscendingOrder);
        QTRY_VERIFY(model.isLoaded());
        QCOMPARE(model.index(0, OrdersModel::When).data(Qt::ToolTipRole).toString(),
                 QStringLiteral("22 Jan 2026, 08:07"));
        const ShopTime jakarta(QTimeZone("Asia/Jakarta"));
        const QString sold = QStringLiteral("2026-01-22T01:07:00.000Z");
        QCOMPARE(jakarta.brief(sold, QDate(2026, 12, 31)), QStringLiteral("22 Jan, 08:07"));
        QCOMPARE(jakarta.brief(sold, QDate(2027, 1, 1)), QStringLiteral("22 Jan 2026"));
        QCOMPARE(model.index(0, OrdersModel::Total).data().toString(), QStringLiteral("Rp58.000"));
        QCOMPARE(model.index(16, OrdersModel::Kind).data().toString(), QStringLiteral("Refund"));
        QCOMPARE(model.index(16, OrdersModel::Total).data().toString(), QStringLiteral("\u2212Rp58.000"));
        QCOMPARE(OrdersModel::stateOf(QStringLiteral("a_state_of_tomorrow")).words,
                 QStringLiteral("a_state_of_tomorrow"));
    }

    void linesSayHowManyAtWhichPrice()
    {
        OrderLinesModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setOrder(m_shop->orders()[0].toObject(), MoneyFormat(QStringLiteral("IDR")));
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(1, OrderLinesModel::What).data(SubRole).toString(),
                 QStringLiteral("0,75 × Rp29.800 −Rp350 · TLR-KG"));
        QCOMPARE(model.index(1, OrderLinesModel::Total).data().toString(), QStringLiteral("Rp22.000"));
    }
};

QTEST_MAIN(CursorTableModelTest)
#include "CursorTableModelTest.moc"
