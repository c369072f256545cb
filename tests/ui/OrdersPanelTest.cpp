// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/FakeShop.h"
#include "tests/ui/support/UiHelp.h"
#include "ui/models/OrdersModel.h"
#include "ui/shell/Workspace.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/FilterBar.h"

#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTest>

using namespace pos;
using namespace pos::ui;
using namespace pos::ui::test;

class OrdersPanelTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<FakeShop> m_shop;
    std::unique_ptr<DesktopApplication> m_desktop;

    DataTable *table() const { return find<DataTable>(*m_desktop, "orders.table"); }
    FilterBar *filters() const { return m_desktop->window().workspace()->currentPanel()->findChild<FilterBar *>(); }
    QStringList textsOf(const char *parent) const
    {
        QStringList texts;
        for (const auto *label : find(*m_desktop, parent)->window()->findChildren<QLabel *>()) {
            if (label->isVisible() && !label->text().isEmpty())
                texts.append(label->text());
        }
        return texts;
    }

private Q_SLOTS:
    void init()
    {
        m_shop = std::make_unique<FakeShop>();
        furnish(*m_shop);
        m_desktop = std::make_unique<DesktopApplication>(
            DesktopApplication::Options{.server = m_shop->url(), .language = Language::English, .look = Look::Light});
        m_desktop->window().resize(1440, 900);
        m_desktop->show();
        QVERIFY(signIn(*m_desktop, QLatin1String(FakeShop::kEmail), QLatin1String(FakeShop::kPassword)));
        openPage(*m_desktop, "orders");
        QTRY_VERIFY(table()->model()->rowCount() > 0);
    }

    void cleanup()
    {
        m_desktop.reset();
        m_shop.reset();
    }

    void showsTheNewestFirstAndMoreWhenScrolled()
    {
        QCOMPARE(table()->model()->index(0, 0).data().toString(), QStringLiteral("STORE-T01-260122-0060"));
        QCOMPARE(table()->model()->rowCount(), 50);
        table()->scrollToBottom();
        QTRY_COMPARE(table()->model()->rowCount(), 60);
        QTRY_COMPARE(find<QLabel>(*m_desktop, "orders.count")->text(), QStringLiteral("60 shown"));
    }

    void opensAnOrderWithLinesSumsAndPayments()
    {
        QTest::keyClick(table(), Qt::Key_Down);
        QTRY_VERIFY(isShown(*m_desktop, "order.lines"));
        QCOMPARE(find<QLabel>(*m_desktop, "order.number")->text(), QStringLiteral("STORE-T01-260122-0060"));
        QTRY_COMPARE(find<DataTable>(*m_desktop, "order.lines")->model()->rowCount(), 2);
        const auto shows = [this](const char *text) {
            return textsOf("order.lines").contains(QString::fromUtf8(text));
        };
        QTRY_VERIFY(shows("Rp58.000"));
        QVERIFY(shows("Subtotal"));
        QVERIFY(shows("PBJT 10%, included"));
        QVERIFY(shows("Rp5.273"));
        QVERIFY(shows("Paid in cash"));
        QVERIFY(shows("Rp60.000"));
        QVERIFY(shows("Change"));
        QVERIFY(shows("Rp2.000"));
    }

    void showsAndCopiesTheReceipt()
    {
        table()->selectRow(3);
        find<QTabBar>(*m_desktop, "order.tabs")->setCurrentIndex(2);
        QTRY_VERIFY(find<QLabel>(*m_desktop, "order.receipt")->text().contains(QStringLiteral("TOKO MELATI")));
        QCOMPARE(m_shop->requests().last().header("accept"), QByteArray("text/plain"));
        find<QPushButton>(*m_desktop, "order.copy")->click();
        QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("TOKO MELATI")));
        QTRY_VERIFY(isShown(*m_desktop, "toast"));
    }

    void filtersByStateKindDayAndReference_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<int>("rows");
        QTest::newRow("state") << "status"
                               << "voided" << 4;
        QTest::newRow("kind") << "kind"
                              << "refund" << 3;
        QTest::newRow("day with none") << "business_date"
                                       << "2010-12-01" << 0;
        QTest::newRow("reference") << "external_ref"
                                   << "536368" << 1;
    }

    void asksTheServerForARangeATillAndASeller()
    {
        filters()->setValues({{QStringLiteral("business_date_from"), QStringLiteral("2026-01-20")},
                              {QStringLiteral("business_date_to"), QStringLiteral("2026-01-22")},
                              {QStringLiteral("terminal"), QStringLiteral("1")},
                              {QStringLiteral("created_by"), QStringLiteral("somebody")}});
        const auto sent = [this](const char *name) {
            const auto asked = m_shop->requestsTo("GET", QStringLiteral("/api/v1/orders"));
            return asked.isEmpty() ? QString() : asked.last().query.queryItemValue(QLatin1String(name));
        };
        QTRY_COMPARE(sent("business_date_from"), QStringLiteral("2026-01-20"));
        QCOMPARE(sent("business_date_to"), QStringLiteral("2026-01-22"));
        QCOMPARE(sent("terminal"), QStringLiteral("1"));
        QCOMPARE(sent("created_by"), QStringLiteral("somebody"));
    }

    void filtersByStateKindDayAndReference()
    {
        QFETCH(QString, key);
        QFETCH(QString, value);
        QFETCH(int, rows);
        filters()->setValue(key, value);
        QTRY_COMPARE(table()->model()->rowCount(), rows);
        QCOMPARE(m_shop->requests().last().query.queryItemValue(key), value);
        QCOMPARE(isShown(*m_desktop, "orders.empty"), rows == 0);
        auto *chip = find<QAbstractButton>(*m_desktop, qPrintable(QStringLiteral("chip.") + key));
        QVERIFY(chip);
        chip->click();
        QTRY_COMPARE(table()->model()->rowCount(), 50);
    }

    void escapeClosesTheDetailAndGivesTheKeyboardBack()
    {
        table()->selectRow(2);
        QTRY_VERIFY(isShown(*m_desktop, "order.lines"));
        find(*m_desktop, "order.lines")->setFocus();
        QTest::keyClick(find(*m_desktop, "order.lines"), Qt::Key_Escape);
        QTRY_VERIFY(!isShown(*m_desktop, "order.lines"));
        QTRY_VERIFY(table()->hasFocus());
    }

    void lettersTypedInTheTableSearch()
    {
        table()->setFocus();
        QTest::keyClicks(table(), QStringLiteral("5"));
        auto *search = find<QLineEdit>(*m_desktop, "orders.search");
        QTRY_VERIFY(search->hasFocus());
        QTest::keyClicks(search, QStringLiteral("9"));
        QCOMPARE(search->text(), QStringLiteral("59"));
    }

    void enterGoesIntoTheOrderAndEscapeBackFromAnywhere()
    {
        table()->selectRow(1);
        QTRY_VERIFY(isShown(*m_desktop, "order.lines"));
        QTest::keyClick(table(), Qt::Key_Return);
        QTRY_VERIFY(!table()->hasFocus());
        table()->setFocus();
        QTest::keyClick(table(), Qt::Key_Escape);
        QTRY_VERIFY(!isShown(*m_desktop, "order.lines"));
    }

    void severalFiltersGoTogether()
    {
        auto *clear = find<QAbstractButton>(*m_desktop, "orders.clearFilters");
        filters()->setValue(QStringLiteral("status"), QStringLiteral("voided"));
        QVERIFY(!clear->isVisible());
        filters()->setValue(QStringLiteral("kind"), QStringLiteral("sale"));
        QVERIFY(clear->isVisible());
        clear->click();
        QVERIFY(filters()->isEmpty());
        QTRY_COMPARE(table()->model()->rowCount(), 50);
    }

    void theNeededColumnsStayBesideADetailAtTheSmallestWindow()
    {
        m_desktop->window().resize(1180, 740);
        table()->selectRow(2);
        QTRY_VERIFY(isShown(*m_desktop, "order.lines"));
        for (const int column : {OrdersModel::Number, OrdersModel::Total, OrdersModel::Status}) {
            QVERIFY(!table()->isColumnHidden(column));
            const int right = table()->columnViewportPosition(column) + table()->columnWidth(column);
            QVERIFY(right <= table()->viewport()->width() + 1);
            const QPoint edge = table()->viewport()->mapTo(&m_desktop->window(), QPoint(right, 20));
            QVERIFY(edge.x() <= find(*m_desktop, "order.number")->mapTo(&m_desktop->window(), QPoint()).x());
        }
    }
};

QTEST_MAIN(OrdersPanelTest)
#include "OrdersPanelTest.moc"
