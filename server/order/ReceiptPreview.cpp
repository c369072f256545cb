// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/order/ReceiptPreview.h"

#include "core/base/MoneyFormat.h"

namespace pos::order {

namespace {

contract::OrderLine lineOf(const char *name, qint64 quantity, Money price)
{
    contract::OrderLine line;
    line.name = QString::fromUtf8(name);
    line.quantity = Quantity::ofThousandths(quantity * 1000);
    line.unitPrice = price;
    line.total = Money::ofMinor(price.minor() * quantity);
    line.taxInclusive = true;
    return line;
}

contract::Order sampleOf(const ShopSettings &shop, Instant now)
{
    contract::Order order;
    order.kind = QStringLiteral("sale");
    order.status = QStringLiteral("paid");
    order.number = shop.code + QStringLiteral("-T01-") + shop.businessDate(now).toString(QStringLiteral("yyMMdd"))
                   + QStringLiteral("-0001");
    order.createdAt = now;
    order.currency = shop.currency;
    // An everyday price in most currencies: 12,500 rupiah, 3.50 pounds.
    const Money price = Money::ofMinor(MoneyFormat(shop.currency).decimals() == 0 ? 12500 : 350);
    order.lines = {lineOf("Kopi Tubruk", 2, price), lineOf("Es Teh Manis", 1, price)};
    for (const contract::OrderLine &line : order.lines)
        order.subtotal = Money::ofMinor(order.subtotal.minor() + line.total.minor());
    order.total = order.subtotal;
    order.paid = order.total;
    contract::OrderPayment cash;
    cash.method = QStringLiteral("cash");
    cash.amount = order.total;
    cash.tendered = order.total;
    order.payments = {cash};
    return order;
}

} // namespace

Result<Receipt> receiptPreview(pg::Database &database, const Clock &clock, const http::Call &call)
{
    POS_TRY(contract::JsonReader body, call.json());
    const auto header = body.optionalText("receipt_header", {0, 500});
    const auto footer = body.optionalText("receipt_footer", {0, 500});
    const auto columns = body.optionalInteger("receipt_columns", 32, 48);
    if (columns && *columns != 32 && *columns != 48)
        body.addError("receipt_columns", QStringLiteral("not_allowed"), QStringLiteral("must be 32 or 48"));
    const auto language = body.optionalOneOf("language", {QStringLiteral("id"), QStringLiteral("en")});
    POS_CHECK(body.finish());
    const pg::Scope scope{pg::DbRole::App, call.principal().tenant, true};
    POS_TRY(ShopSettings shop, database.transact(scope, [](pg::Transaction &tx) -> Result<ShopSettings> {
        const size_t settings = ShopSettings::queue(tx);
        POS_TRY(const std::vector<pg::Rows> rows, tx.commit());
        return ShopSettings::read(rows[settings]);
    }));
    shop.receiptHeader = header.value_or(shop.receiptHeader);
    shop.receiptFooter = footer.value_or(shop.receiptFooter);
    shop.receiptColumns = static_cast<int>(columns.value_or(shop.receiptColumns));
    shop.language = language.value_or(shop.language);
    return Receipt::of(sampleOf(shop, clock.now()), shop);
}

} // namespace pos::order
