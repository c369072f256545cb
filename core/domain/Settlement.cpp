// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/Settlement.h"

#include <algorithm>

namespace pos::domain {

namespace {

Error fieldError(size_t payment, const char *field, const char *code, const QString &message)
{
    return Error::invalid(QStringLiteral("payments[%1].%2").arg(payment).arg(QLatin1StringView(field)),
                          QString::fromLatin1(code), message);
}

Result<void> checkTenders(const std::vector<Tender> &tenders)
{
    for (size_t i = 0; i < tenders.size(); ++i) {
        const Tender &tender = tenders[i];
        if (tender.amount.isNegative() || tender.amount.isZero() || !tender.amount.inRange())
            return fail(fieldError(i, "amount", "too_small", QStringLiteral("must be at least 1")));
        if (!tender.tendered)
            continue;
        if (tender.method != PaymentMethod::Cash)
            return fail(fieldError(i, "tendered", "not_allowed", QStringLiteral("only cash is handed over")));
    }
    return {};
}

// Takes the difference from the last cash payments, or adds it to the last one.
void spread(std::vector<Money> &nets, const std::vector<Tender> &tenders, Money difference)
{
    for (size_t i = tenders.size(); i-- > 0 && !difference.isZero();) {
        if (tenders[i].method != PaymentMethod::Cash)
            continue;
        const Money taken = std::max(difference, -nets[i]);
        nets[i] += taken;
        difference -= taken;
    }
}

} // namespace

QByteArray toWord(PaymentMethod method)
{
    return method == PaymentMethod::Cash ? QByteArrayLiteral("cash") : QByteArrayLiteral("transfer");
}

Result<PaymentMethod> paymentMethodFromWord(QByteArrayView word)
{
    for (const PaymentMethod method : {PaymentMethod::Cash, PaymentMethod::Transfer}) {
        if (toWord(method) == word)
            return method;
    }
    return fail(Error::invalid(QStringLiteral("method"), QStringLiteral("not_allowed"),
                               QStringLiteral("must be one of cash, transfer")));
}

Result<Settlement> settle(Money left, const std::vector<Tender> &tenders, const CashRounding &rounding)
{
    POS_CHECK(checkTenders(tenders));
    std::vector<Money> nets;
    Money cash;
    Money other;
    for (size_t i = 0; i < tenders.size(); ++i) {
        nets.push_back(tenders[i].amount);
        (tenders[i].method == PaymentMethod::Cash ? cash : other) += tenders[i].amount;
        if (other > left)
            return fail(fieldError(i, "amount", "too_large", QStringLiteral("%1 is left to pay").arg(left.minor())));
        if (!cash.inRange())
            return fail(fieldError(i, "amount", "too_large", QStringLiteral("the payments are too large")));
    }

    Settlement result;
    const Money cashDue = left - other;
    const Money roundedDue = rounding.round(cashDue);
    if (cash > std::max(cashDue, roundedDue))
        return fail(fieldError(tenders.size() - 1, "amount", "too_large",
                               QStringLiteral("%1 is left to pay in cash").arg(roundedDue.minor())));
    if (!cash.isZero() && cash >= std::min(cashDue, roundedDue)) {
        spread(nets, tenders, roundedDue - cash);
        result.rounding = roundedDue - cashDue;
    }
    for (size_t i = 0; i < tenders.size(); ++i) {
        const Money tendered = tenders[i].tendered.value_or(nets[i]);
        if (tendered < nets[i])
            return fail(fieldError(i, "tendered", "too_small",
                                   QStringLiteral("must cover its amount, %1").arg(nets[i].minor())));
        result.payments.push_back({tenders[i].method, tendered, tendered - nets[i], nets[i]});
        result.paid += nets[i];
        result.change += tendered - nets[i];
    }
    result.settled = result.paid == left + result.rounding;
    return result;
}

} // namespace pos::domain
