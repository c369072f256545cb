// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done to an order after it was made: payments, refunds, voids, and how refusals are told.
#include "tests/ui/support/FakeTill.h"
#include "tests/ui/support/UiHelp.h"
#include "ui/sale/OrderHistoryModel.h"
#include "ui/shell/Workspace.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/FilterBar.h"
#include "ui/widgets/SumsView.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabBar>

using namespace pos;
using namespace pos::ui;
using namespace pos::ui::test;

class OrderActionsTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<FakeShop> m_shop;
    std::unique_ptr<FakeTill> m_till;
    std::unique_ptr<DesktopApplication> m_desktop;
    QList<QJsonObject> m_done; // what the server did

    DataTable *table() const { return find<DataTable>(*m_desktop, "orders.table"); }
    QLineEdit *edit(const char *name) const { return find<QLineEdit>(*m_desktop, name); }
    QPushButton *button(const char *name) const { return find<QPushButton>(*m_desktop, name); }
    QString bannerOf(const char *name) const { return find<Banner>(*m_desktop, name)->strongText(); }

    void open(const QString &role)
    {
        m_till.reset();
        m_desktop.reset();
        m_done.clear();
        m_shop = std::make_unique<FakeShop>(role);
        m_till = std::make_unique<FakeTill>(*m_shop);
        m_shop->orders().append(order(1, QStringLiteral("paid")));
        m_shop->orders().append(order(2, QStringLiteral("awaiting_payment")));
        m_shop->on("POST /api/v1/orders/", [this](const FakeRequest &request) {
            return m_till->answer(request, [&] {
                m_done.append(request.body);
                return FakeReply{201, order(9, QStringLiteral("paid"))};
            });
        });
        m_desktop = std::make_unique<DesktopApplication>(
            DesktopApplication::Options{.server = m_shop->url(), .language = Language::English, .look = Look::Light});
        m_desktop->window().resize(1440, 900);
        m_desktop->show();
        QVERIFY(signIn(*m_desktop, QLatin1String(FakeShop::kEmail), QLatin1String(FakeShop::kPassword)));
        m_desktop->window().workspace()->openPanel(QStringLiteral("orders"));
        QTRY_COMPARE(table()->model()->rowCount(), 2);
        QVERIFY(bringToFront(*m_desktop));
    }

    static QJsonObject order(int number, const QString &status)
    {
        QJsonObject order =
            FakeShop::makeOrder(number, QStringLiteral("2026-01-22T0%1:00:11.000Z").arg(number), status);
        QJsonArray lines = order[u"lines"].toArray();
        for (qsizetype i = 0; i < lines.size(); ++i) {
            QJsonObject line = lines[i].toObject();
            line.insert(QStringLiteral("position"), i + 1);
            line.insert(QStringLiteral("refunded"), i == 0 ? 1 : 0);
            lines[i] = line;
        }
        order.insert(QStringLiteral("lines"), lines);
        if (status == QLatin1String("awaiting_payment")) {
            order.insert(QStringLiteral("paid"), 0);
            order.insert(QStringLiteral("payments"), QJsonArray());
            order.insert(QStringLiteral("change"), 0);
        }
        return order;
    }

    void choose(int row)
    {
        table()->selectRow(row);
        QTRY_VERIFY(isShown(*m_desktop, "order.lines"));
        QTRY_VERIFY(button("order.void")->isEnabled());
    }

private Q_SLOTS:
    void init() { open(QStringLiteral("owner")); }
    void cleanup()
    {
        m_desktop.reset();
        m_till.reset();
        m_shop.reset();
    }

    void offersWhatTheStateAllows()
    {
        choose(0); // the open one is the newest
        QVERIFY(isShown(*m_desktop, "order.pay"));
        QVERIFY(!isShown(*m_desktop, "order.refund"));
        QVERIFY(isShown(*m_desktop, "order.void"));
        choose(1);
        QVERIFY(!isShown(*m_desktop, "order.pay"));
        QVERIFY(isShown(*m_desktop, "order.refund"));
    }

    void takesAPaymentAndAPartOfIt()
    {
        choose(0);
        QTest::keyClick(&m_desktop->window(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(isShown(*m_desktop, "pay.cash"));
        QVERIFY(!button("pay.submit")->isEnabled());
        QTest::keyClicks(edit("pay.cash"), QStringLiteral("20.000"));
        QCOMPARE(find<SumsView>(*m_desktop, "pay.outcome")->amountOf(QStringLiteral("Left to pay")),
                 QStringLiteral("Rp38.000"));
        QTest::keyClick(edit("pay.cash"), Qt::Key_Return);
        QTRY_COMPARE(m_done.size(), 1);
        QCOMPARE(m_done[0][u"payments"][0][u"amount"].toInteger(), 20'000);
        QTRY_VERIFY(isShown(*m_desktop, "toast"));
    }

    void refundsLinesWithAReason()
    {
        choose(1);
        button("order.refund")->click();
        QTRY_VERIFY(isShown(*m_desktop, "refund.quantity.1"));
        QVERIFY(!button("refund.submit")->isEnabled()); // nothing comes back yet
        type(edit("refund.quantity.1"), QStringLiteral("2"));
        QVERIFY(!button("refund.submit")->isEnabled()); // one of two was given back before
        QVERIFY(edit("refund.quantity.1")->accessibleDescription().contains(QStringLiteral("At most 1")));
        type(edit("refund.quantity.1"), QStringLiteral("1"));
        type(edit("refund.quantity.2"), QStringLiteral("0,25"));
        find<QCheckBox>(*m_desktop, "refund.restock.2")->setChecked(false);
        QTest::keyClick(edit("refund.quantity.2"), Qt::Key_Return);
        QVERIFY(m_done.isEmpty()); // why is missing
        QVERIFY(!edit("refund.reason")->accessibleDescription().isEmpty());
        type(edit("refund.reason"), QStringLiteral("broken"));
        QTest::keyClick(edit("refund.reason"), Qt::Key_Return);
        QTRY_COMPARE(m_done.size(), 1);
        const QJsonArray lines = m_done[0][u"lines"].toArray();
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines[0][u"position"].toInt(), 1);
        QCOMPARE(lines[1][u"quantity"].toDouble(), 0.25);
        QCOMPARE(lines[1][u"restock"].toBool(true), false);
        QCOMPARE(m_done[0][u"reason"].toString(), QStringLiteral("broken"));
        QTRY_VERIFY(!m_desktop->window().findChild<QDialog *>());
    }

    void aLostAnswerIsSentAgainUnderTheSameKey()
    {
        choose(1);
        button("order.void")->click();
        QTRY_VERIFY(isShown(*m_desktop, "void.reason"));
        type(edit("void.reason"), QStringLiteral("wrong table"));
        const QString path = m_shop->orders()[0][u"id"].toString();
        m_till->loseAnswerTo(QStringLiteral("/api/v1/orders/%1/void").arg(path));
        QTest::keyClick(edit("void.reason"), Qt::Key_Return);
        QTRY_VERIFY(isShown(*m_desktop, "void.banner"));
        QVERIFY(edit("void.reason")->isReadOnly()); // what was sent stays as it was sent
        m_till->answerAgain();
        button("void.submit")->click();
        QTRY_VERIFY(!m_desktop->window().findChild<QDialog *>());
        QCOMPARE(m_done.size(), 1);
        const auto posts = m_shop->requestsTo("POST", QStringLiteral("/api/v1/orders/%1/void").arg(path));
        QVERIFY(posts.size() >= 2);
        QCOMPARE(posts.first().header("idempotency-key"), posts.last().header("idempotency-key"));
    }

    void aCashierNeedsAManagersPin()
    {
        open(QStringLiteral("cashier"));
        choose(1);
        button("order.void")->click();
        QTRY_VERIFY(isShown(*m_desktop, "void.reason"));
        type(edit("void.reason"), QStringLiteral("wrong table"));
        QTest::keyClick(edit("void.reason"), Qt::Key_Return);
        QTRY_VERIFY(isShown(*m_desktop, "approval.email"));
        QVERIFY(m_done.isEmpty());
        type(edit("approval.email"), QStringLiteral("budi@melati.example"));
        type(edit("approval.pin"), QStringLiteral("4711"));
        QTest::keyClick(edit("approval.pin"), Qt::Key_Return);
        QTRY_COMPARE(m_done.size(), 1);
        QVERIFY(!m_done[0][u"approval_id"].toString().isEmpty());
        const auto asked = m_till->posts(QStringLiteral("/api/v1/auth/approvals")).last().body;
        QCOMPARE(asked[u"action"].toString(), QStringLiteral("order.void"));
        QCOMPARE(asked[u"resource_id"], m_shop->orders()[0][u"id"]);
        QTRY_VERIFY(!m_desktop->window().findChild<QDialog *>());
    }

    void conflictsAreToldInWords()
    {
        choose(1);
        button("order.void")->click();
        QTRY_VERIFY(isShown(*m_desktop, "void.reason"));
        type(edit("void.reason"), QStringLiteral("too late"));
        m_till->refuse(QStringLiteral("/api/v1/orders/%1/void").arg(m_shop->orders()[0][u"id"].toString()),
                       FakeServer::problem(409, QStringLiteral("day_closed"),
                                           QStringLiteral("Sold on an earlier day: refund it instead.")));
        QTest::keyClick(edit("void.reason"), Qt::Key_Return);
        QTRY_VERIFY(isShown(*m_desktop, "void.banner"));
        QCOMPARE(bannerOf("void.banner"), QStringLiteral("Sold on an earlier day: refund it instead."));
        QVERIFY(!edit("void.reason")->isReadOnly());
        QVERIFY(m_done.isEmpty());
        button("void.cancel")->click();
        QTRY_VERIFY(!m_desktop->window().findChild<QDialog *>());
    }

    void theHistoryNamesWhatHappened()
    {
        m_shop->on("GET /api/v1/users", FakeReply{200, {{QStringLiteral("items"), QJsonArray()}}});
        choose(1);
        auto *history = find<DataTable>(*m_desktop, "order.history");
        QAbstractItemModelTester tester(history->model());
        find<QTabBar>(*m_desktop, "order.tabs")->setCurrentIndex(1);
        QTRY_VERIFY(history->model()->rowCount() >= 2);
        QCOMPARE(history->model()->index(0, 0).data().toString(), QStringLiteral("Ordered"));
        QCOMPARE(history->model()->index(1, 0).data().toString(), QStringLiteral("Paid"));
    }

    void theTimeIsSeenBesideAnOpenOrderOnASmallScreen()
    {
        m_desktop->window().resize(1180, 740);
        choose(1);
        QVERIFY(!table()->isColumnHidden(1));
        QVERIFY(!table()->isColumnHidden(4));
        QVERIFY(table()->columnWidth(0) >= 160);
    }
};

QTEST_MAIN(OrderActionsTest)
#include "OrderActionsTest.moc"
