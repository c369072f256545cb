// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/OrderState.h"

#include <algorithm>
#include <array>

namespace pos::domain {

namespace {

struct Step {
    OrderState from;
    OrderState to;
};

constexpr std::array kSaleSteps{
    Step{OrderState::AwaitingPayment, OrderState::Paid},
    Step{OrderState::AwaitingPayment, OrderState::Voided},
    Step{OrderState::Paid, OrderState::PartiallyRefunded},
    Step{OrderState::Paid, OrderState::Refunded},
    Step{OrderState::Paid, OrderState::Voided},
    Step{OrderState::PartiallyRefunded, OrderState::PartiallyRefunded},
    Step{OrderState::PartiallyRefunded, OrderState::Refunded},
};

} // namespace

QByteArray toWord(OrderKind kind)
{
    return kind == OrderKind::Sale ? QByteArrayLiteral("sale") : QByteArrayLiteral("refund");
}

Result<OrderKind> orderKindFromWord(QByteArrayView word)
{
    for (const OrderKind kind : {OrderKind::Sale, OrderKind::Refund}) {
        if (toWord(kind) == word)
            return kind;
    }
    return fail(Error::invalid(QStringLiteral("kind"), QStringLiteral("not_allowed"),
                               QStringLiteral("must be one of sale, refund")));
}

QByteArray toWord(OrderState state)
{
    switch (state) {
    case OrderState::AwaitingPayment: return "awaiting_payment";
    case OrderState::Paid: return "paid";
    case OrderState::PartiallyRefunded: return "partially_refunded";
    case OrderState::Refunded: return "refunded";
    case OrderState::Voided: break;
    }
    return "voided";
}

Result<OrderState> orderStateFromWord(QByteArrayView word)
{
    for (const OrderState state : allOrderStates()) {
        if (toWord(state) == word)
            return state;
    }
    return fail(
        Error::invalid(QStringLiteral("status"), QStringLiteral("not_allowed"),
                       QStringLiteral("must be one of awaiting_payment, paid, partially_refunded, refunded, voided")));
}

const QList<OrderState> &allOrderStates()
{
    static const QList<OrderState> all{OrderState::AwaitingPayment, OrderState::Paid, OrderState::PartiallyRefunded,
                                       OrderState::Refunded, OrderState::Voided};
    return all;
}

bool canMove(OrderKind kind, OrderState from, OrderState to)
{
    if (kind == OrderKind::Refund)
        return false;
    return std::any_of(kSaleSteps.begin(), kSaleSteps.end(),
                       [&](const Step &step) { return step.from == from && step.to == to; });
}

bool isFinal(OrderKind kind, OrderState state)
{
    const QList<OrderState> &all = allOrderStates();
    return std::none_of(all.begin(), all.end(), [&](OrderState to) { return canMove(kind, state, to); });
}

Result<void> checkMove(OrderKind kind, OrderState from, OrderState to)
{
    if (canMove(kind, from, to))
        return {};
    return fail(Error::conflict(QStringLiteral("state_not_allowed"),
                                QStringLiteral("a %1 that is %2 cannot become %3")
                                    .arg(QString::fromLatin1(toWord(kind)), QString::fromLatin1(toWord(from)),
                                         QString::fromLatin1(toWord(to)))));
}

} // namespace pos::domain
