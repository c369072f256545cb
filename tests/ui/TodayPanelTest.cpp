// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/FakeDay.h"
#include "tests/ui/support/UiHelp.h"
#include "ui/shell/Workspace.h"
#include "ui/today/FigureCard.h"
#include "ui/today/LowStockModel.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/BarChart.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/FilterBar.h"
#include "ui/widgets/Paint.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTimer>

using namespace pos;
using namespace pos::ui;
using namespace pos::ui::test;

class TodayPanelTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<FakeShop> m_shop;
    std::unique_ptr<DesktopApplication> m_desktop;
    FakeDay m_day;

    const FigureCard::Figure &figure(const char *name) const { return find<FigureCard>(*m_desktop, name)->figure(); }
    BarChart *chart() const { return find<BarChart>(*m_desktop, "today.chart"); }
    QPushButton *button(const char *name) const { return find<QPushButton>(*m_desktop, name); }
    Panel *panel() const { return m_desktop->window().workspace()->currentPanel(); }

    void open(const QString &role = QStringLiteral("owner"))
    {
        m_desktop.reset();
        m_shop = std::make_unique<FakeShop>(role);
        furnish(*m_shop);
        m_day.install(*m_shop);
        m_desktop = std::make_unique<DesktopApplication>(
            DesktopApplication::Options{.server = m_shop->url(), .language = Language::English, .look = Look::Light});
        m_desktop->window().resize(1440, 900);
        m_desktop->show();
        QVERIFY(signIn(*m_desktop, QLatin1String(FakeShop::kEmail), QLatin1String(FakeShop::kPassword)));
    }

private Q_SLOTS:
    void init()
    {
        m_day = {};
        open();
    }
    void cleanup()
    {
        m_desktop.reset();
        m_shop.reset();
    }

    void isWhatOpensForWhoReadsReports()
    {
        QCOMPARE(panel()->title(), QStringLiteral("Today"));
        open(QStringLiteral("cashier"));
        QCOMPARE(panel()->title(), QStringLiteral("Orders"));
    }

    void largeTextPutsTheFiguresInTwoRowsBeforeItCutsThem()
    {
        const auto card = [this](const char *name) { return find<FigureCard>(*m_desktop, name); };
        m_desktop->window().resize(1180, 740);
        QTRY_COMPARE(card("today.profit")->y(), card("today.revenue")->y());
        m_desktop->preferences().setTextPercent(150);
        QTRY_VERIFY(card("today.basket")->y() > card("today.orders")->y());
        for (const char *name : {"today.revenue", "today.orders", "today.basket", "today.profit"}) {
            const qreal words = widthOf(tok::Type::Title, figure(name).value);
            QVERIFY2(words <= card(name)->width() - 2 * tok::s4, name);
        }
        m_desktop->preferences().setTextPercent(100);
        QTRY_COMPARE(card("today.profit")->y(), card("today.revenue")->y());
    }

    void comparesWithAWeekAgoByThisTime()
    {
        QTRY_COMPARE(figure("today.revenue").value, QStringLiteral("Rp5.920.500"));
        QCOMPARE(figure("today.revenue").changeText, QStringLiteral("8,2%"));
        QCOMPARE(figure("today.revenue").comparedWith, QStringLiteral("vs Rp5.471.000"));
        QCOMPARE(figure("today.orders").value, QStringLiteral("148"));
        QVERIFY(*figure("today.profit").change < 0);
        QVERIFY(
            find<FigureCard>(*m_desktop, "today.revenue")->accessibleName().contains(QStringLiteral("Rp5.920.500")));
        QTRY_COMPARE(figure("today.revenue").days.size(), 7);
    }

    void showsHoursAndDays()
    {
        QTRY_VERIFY(chart()->bars().size() >= 10);
        const auto hours = chart()->bars();
        QCOMPARE(hours.first().label, QStringLiteral("08"));
        QVERIFY(hours.first().past.has_value());
        int running = 0;
        for (const auto &bar : hours)
            running += bar.isRunning ? 1 : 0;
        QCOMPARE(running, 1);
        button("today.byDay")->click();
        QCOMPARE(chart()->bars().size(), 14);
        QCOMPARE(chart()->bars().last().amount, Money::ofMinor(5'920'500));
    }

    void eachNumberOpensItsList()
    {
        QTRY_COMPARE(figure("today.revenue").value, QStringLiteral("Rp5.920.500"));
        find<FigureCard>(*m_desktop, "today.revenue")->setFocus();
        QTest::keyClick(find<FigureCard>(*m_desktop, "today.revenue"), Qt::Key_Return);
        QTRY_COMPARE(panel()->title(), QStringLiteral("Orders"));
        const QPair<QString, QString> day{QStringLiteral("business_date"), QStringLiteral("2026-01-22")};
        QCOMPARE(panel()->findChild<FilterBar *>()->values(), (QList<QPair<QString, QString>>{day}));
        const auto wanted = [this] {
            const auto requests = m_shop->requestsTo("GET", QStringLiteral("/api/v1/orders"));
            return requests.isEmpty() ? QString()
                                      : requests.last().query.queryItemValue(QStringLiteral("business_date"));
        };
        QTRY_COMPARE(wanted(), day.second);
        m_desktop->window().workspace()->openPanel(QStringLiteral("today"));
        QTRY_VERIFY(isShown(*m_desktop, "today.openShow"));
        button("today.openShow")->click();
        QTRY_COMPARE(panel()->findChild<FilterBar *>()->values().first().second, QStringLiteral("awaiting_payment"));
        m_desktop->window().workspace()->openPanel(QStringLiteral("today"));
        QSignalSpy asked(panel(), &Panel::listAsked);
        button("today.stockShow")->click();
        QCOMPARE(asked.last()[0].toString(), QStringLiteral("stock"));
    }

    void aBarOpensTheOrdersOfItsDay()
    {
        QTRY_VERIFY(!chart()->bars().isEmpty());
        button("today.byDay")->click();
        chart()->setFocus();
        QTest::keyClick(chart(), Qt::Key_End);
        QTest::keyClick(chart(), Qt::Key_Left);
        QCOMPARE(chart()->marked(), 12);
        QVERIFY(chart()->accessibleDescription().contains(QStringLiteral("21 Jan")));
        QTest::keyClick(chart(), Qt::Key_Return);
        QTRY_COMPARE(panel()->title(), QStringLiteral("Orders"));
        QCOMPARE(panel()->findChild<FilterBar *>()->values().first().second, QStringLiteral("2026-01-21"));
    }

    void saysWhatNeedsAttention()
    {
        QTRY_COMPARE(find<QLabel>(*m_desktop, "today.openText")->text(),
                     QStringLiteral("2 orders wait for their payment for more than 20 minutes"));
        auto *low = find<DataTable>(*m_desktop, "today.low");
        QAbstractItemModelTester tester(low->model());
        QTRY_COMPARE(low->model()->rowCount(), 3);
        QCOMPARE(low->model()->index(0, LowStockModel::OnHand).data().toString(), QStringLiteral("3"));
        QCOMPARE(find<QLabel>(*m_desktop, "today.stockText")->text(), QStringLiteral("3 products run low"));
    }

    void withoutAnAnswerTheOldNumbersStay()
    {
        QTRY_COMPARE(figure("today.revenue").value, QStringLiteral("Rp5.920.500"));
        m_shop->goAway();
        button("today.refresh")->click();
        QTRY_VERIFY(isShown(*m_desktop, "today.banner"));
        QCOMPARE(figure("today.revenue").value, QStringLiteral("Rp5.920.500"));
        m_day.revenue = 6'000'000;
        m_shop->comeBack();
        button("today.retry")->click();
        QTRY_COMPARE(figure("today.revenue").value, QStringLiteral("Rp6.000.000"));
        QVERIFY(!isShown(*m_desktop, "today.banner"));
    }

    void asksAgainByItselfAndChangesTheNumbersInPlace()
    {
        QTRY_COMPARE(figure("today.revenue").value, QStringLiteral("Rp5.920.500"));
        auto *minute = panel()->findChild<QTimer *>(QStringLiteral("today.minute"));
        QCOMPARE(minute->interval(), 60'000);
        QVERIFY(minute->isActive());
        auto *card = find<FigureCard>(*m_desktop, "today.revenue");
        card->setFocus();
        m_day.revenue = 5'960'500;
        minute->setInterval(10);
        QTRY_COMPARE(figure("today.revenue").value, QStringLiteral("Rp5.960.500"));
        minute->setInterval(60'000);
        QVERIFY(card->isVisible() && find<FigureCard>(*m_desktop, "today.revenue") == card);
        QVERIFY(!isShown(*m_desktop, "today.banner"));
    }

    void aNewShopHasNothingToCompareWith()
    {
        m_day = {};
        m_day.empty = true;
        open();
        QTRY_COMPARE(figure("today.revenue").value, QStringLiteral("Rp0"));
        QVERIFY(!figure("today.revenue").change);
        QCOMPARE(find<QLabel>(*m_desktop, "today.openText")->text(), QStringLiteral("Every order is paid"));
        QTRY_COMPARE(find<QLabel>(*m_desktop, "today.stockText")->text(), QStringLiteral("Nothing runs low"));
        QVERIFY(chart()->bars().size() >= 10);
        QVERIFY(!chart()->grab().isNull());
    }

    void theScaleHasRoundSteps()
    {
        for (qint64 most = 0; most < 40'000'000; most = most * 3 + 7) {
            const qint64 step = BarChart::stepFor(most);
            QVERIFY2(step * 4 >= most && step > 0, qPrintable(QString::number(most)));
            qint64 lead = step;
            while (lead % 10 == 0)
                lead /= 10;
            QVERIFY(lead == 1 || lead == 2 || lead == 5);
        }
        const MoneyFormat rupiah(QStringLiteral("IDR"));
        QCOMPARE(BarChart::shortAmount(Money::ofMinor(1'500'000), rupiah), QStringLiteral("Rp1,5m"));
        QCOMPARE(BarChart::shortAmount(Money::ofMinor(500'000), rupiah), QStringLiteral("Rp500k"));
        QCOMPARE(BarChart::shortAmount(Money::ofMinor(2'000'00), MoneyFormat(QStringLiteral("GBP"))),
                 QStringLiteral("£2,000"));
    }
};

QTEST_MAIN(TodayPanelTest)
#include "TodayPanelTest.moc"
