// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/OrderSums.h"

#include "ui/models/JsonCells.h"

#include <QJsonArray>

namespace pos::ui {

QString OrderSums::methodName(const QString &method)
{
    if (method == QLatin1String("cash"))
        return tr("Cash");
    if (method == QLatin1String("transfer"))
        return tr("Transfer");
    return method == QLatin1String("other") ? tr("Another way") : method;
}

QList<SumsView::Row> OrderSums::of(const QJsonObject &document, const MoneyFormat &format)
{
    QList<SumsView::Row> rows{{tr("Subtotal"), format.format(moneyIn(document, "subtotal"))}};
    const auto addUnlessZero = [&](const QString &words, Money amount) {
        if (!amount.isZero())
            rows.append({words, format.format(amount)});
    };
    addUnlessZero(tr("Discount"), -moneyIn(document, "discount_total"));
    const QJsonArray taxes = document[u"taxes"].toArray();
    for (const QJsonValue &value : taxes) {
        const QJsonObject tax = value.toObject();
        const QString name = tax[u"name"].toString();
        rows.append(
            {tax[u"inclusive"].toBool() ? tr("%1, included").arg(name) : name, format.format(moneyIn(tax, "tax"))});
    }
    if (taxes.isEmpty())
        addUnlessZero(tr("Tax"), moneyIn(document, "tax_total"));
    addUnlessZero(tr("Rounding"), moneyIn(document, "rounding"));
    rows.append({tr("Total"), format.format(moneyIn(document, "total")), tok::Type::Heading, ""});
    return rows;
}

QList<SumsView::Row> OrderSums::paymentsOf(const QJsonObject &order, const MoneyFormat &format)
{
    QList<SumsView::Row> rows;
    for (const QJsonValue &value : order[u"payments"].toArray()) {
        const QJsonObject payment = value.toObject();
        const QString method = payment[u"method"].toString();
        const Money amount = moneyIn(payment, hasValue(payment, "tendered") ? "tendered" : "amount");
        const QString words = method == QLatin1String("cash")       ? tr("Paid in cash")
                              : method == QLatin1String("transfer") ? tr("Paid by transfer")
                              : method == QLatin1String("other")    ? tr("Paid another way")
                                                                    : tr("Paid by %1").arg(method);
        rows.append(
            {amount.isNegative() ? tr("Given back, %1").arg(methodName(method)) : words, format.format(amount)});
    }
    const Money change = moneyIn(order, "change");
    if (!change.isZero())
        rows.append({tr("Change"), format.format(change)});
    const Money open = moneyIn(order, "total") - moneyIn(order, "paid");
    if (order[u"status"] == QLatin1String("awaiting_payment") && !open.isZero())
        rows.append({tr("Left to pay"), format.format(open), tok::Type::Strong, "warning"});
    return rows;
}

} // namespace pos::ui
