// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/OrderState.h"
#include "core/domain/OrderNumber.h"

#include <QTest>

using namespace pos;
using namespace pos::domain;

class OrderStateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void finalStatesAreFinal()
    {
        QVERIFY(isFinal(OrderKind::Sale, OrderState::Voided));
        QVERIFY(isFinal(OrderKind::Sale, OrderState::Refunded));
        QVERIFY(!isFinal(OrderKind::Sale, OrderState::AwaitingPayment));
        QVERIFY(!isFinal(OrderKind::Sale, OrderState::Paid));
    }

    void settledPaymentNeverGoesBack()
    {
        for (const OrderState from : allOrderStates())
            QVERIFY(!canMove(OrderKind::Sale, from, OrderState::AwaitingPayment));
    }

    void whatIsPartlyRefundedCannotBeVoided()
    {
        const Result<void> moved = checkMove(OrderKind::Sale, OrderState::PartiallyRefunded, OrderState::Voided);
        QCOMPARE(moved.error().reason, QStringLiteral("state_not_allowed"));
    }

    void refundDocumentNeverMoves() { QVERIFY(isFinal(OrderKind::Refund, OrderState::Paid)); }

    void everyWordReadsBack()
    {
        for (const OrderState state : allOrderStates())
            QCOMPARE(orderStateFromWord(toWord(state)).value(), state);
        QVERIFY(!orderStateFromWord("cancelled"));
    }

    void numberIsStoreTerminalDateAndCount()
    {
        const QDate day(2026, 1, 22);
        QCOMPARE(numberPrefix(QStringLiteral("STORE"), 1, day, OrderKind::Sale), QStringLiteral("STORE-T01-260122-"));
        QCOMPARE(numberPrefix(QStringLiteral("STORE"), 112, day, OrderKind::Refund),
                 QStringLiteral("STORE-T112-260122-R"));
    }
};

QTEST_APPLESS_MAIN(OrderStateTest)
#include "OrderStateTest.moc"
