// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/FakeDay.h"

#include <QDate>

namespace pos::ui::test {

namespace {

QJsonArray hours(std::initializer_list<int> thousands)
{
    QJsonArray rows;
    int hour = 8;
    for (const int amount : thousands)
        rows.append(QJsonObject{{QStringLiteral("hour"), hour++},
                                {QStringLiteral("orders"), amount / 30},
                                {QStringLiteral("total"), amount * 1000}});
    return rows;
}

QJsonObject sums(qint64 total, int orders, qint64 profit, qint64 basket)
{
    return {{QStringLiteral("orders"), orders},
            {QStringLiteral("refunds"), 1},
            {QStringLiteral("total"), total},
            {QStringLiteral("gross_profit"), profit},
            {QStringLiteral("average_basket"), basket}};
}

} // namespace

void FakeDay::install(FakeShop &shop)
{
    shop.on("GET /api/v1/reports/today", [this](const FakeRequest &) { return FakeReply{200, today()}; });
    shop.on("GET /api/v1/reports/sales", [this](const FakeRequest &) { return FakeReply{200, days()}; });
    shop.on("GET /api/v1/stock", [this](const FakeRequest &) {
        return FakeReply{200, {{QStringLiteral("items"), low()}, {QStringLiteral("next_cursor"), QJsonValue()}}};
    });
}

QJsonObject FakeDay::today() const
{
    QJsonObject day = empty ? sums(0, 0, 0, 0) : sums(revenue, 148, 1'836'200, 40'003);
    QJsonObject before = empty ? sums(0, 0, 0, 0) : sums(9'120'000, 233, 3'105'000, 39'142);
    before.insert(QStringLiteral("business_date"), QStringLiteral("2026-01-15"));
    before.insert(QStringLiteral("so_far"), empty ? sums(0, 0, 0, 0) : sums(5'471'000, 142, 1'862'300, 38'528));
    before.insert(QStringLiteral("by_hour"),
                  empty ? QJsonArray()
                        : hours({150, 380, 600, 830, 1210, 1160, 820, 610, 690, 880, 1010, 740, 420, 210}));
    day.insert(QStringLiteral("business_date"), QStringLiteral("2026-01-22"));
    day.insert(QStringLiteral("currency"), QStringLiteral("IDR"));
    day.insert(QStringLiteral("first_hour"), 3);
    day.insert(QStringLiteral("updated_at"), QStringLiteral("2026-01-22T08:42:00.000Z"));
    day.insert(QStringLiteral("last_week"), before);
    day.insert(QStringLiteral("by_hour"), empty ? QJsonArray() : hours({180, 420, 640, 910, 1290, 1180, 760, 540}));
    day.insert(QStringLiteral("awaiting_payment"), QJsonObject{{QStringLiteral("orders"), empty ? 0 : 3},
                                                               {QStringLiteral("delayed"), empty ? 0 : 2},
                                                               {QStringLiteral("total"), empty ? 0 : 174'000}});
    QJsonArray payments;
    QJsonArray best;
    if (!empty) {
        for (const auto &[method, net] : {std::pair{"transfer", 3'610'500}, std::pair{"cash", 2'310'000}})
            payments.append(
                QJsonObject{{QStringLiteral("method"), QLatin1String(method)}, {QStringLiteral("net"), net}});
        for (const auto &[name, pieces, total] :
             {std::tuple{"Kopi Susu Gula Aren 250 ml", 61, 1'098'000}, std::tuple{"Nasi Goreng Kampung", 31, 930'000},
              std::tuple{"Kopi Tubruk", 44, 550'000}, std::tuple{"Soto Ayam Lamongan", 17, 476'000},
              std::tuple{"Telur Ayam Negeri (kg)", 14, 417'200}, std::tuple{"Es Teh Manis", 48, 384'000}})
            best.append(QJsonObject{{QStringLiteral("variant_id"), QLatin1String(name)},
                                    {QStringLiteral("name"), QLatin1String(name)},
                                    {QStringLiteral("quantity"), pieces},
                                    {QStringLiteral("total"), total}});
    }
    day.insert(QStringLiteral("payments"), payments);
    day.insert(QStringLiteral("top_products"), best);
    return day;
}

QJsonObject FakeDay::days() const
{
    QJsonArray rows;
    for (int i = 13; i > 0 && !empty; --i) {
        QJsonObject row = sums(5'000'000 + i % 5 * 900'000, 120 + i % 4 * 11, 1'500'000 + i % 3 * 300'000, 0);
        row.insert(QStringLiteral("business_date"), QDate(2026, 1, 22).addDays(-i).toString(Qt::ISODate));
        rows.append(row);
    }
    return {{QStringLiteral("days"), rows}, {QStringLiteral("currency"), QStringLiteral("IDR")}};
}

QJsonArray FakeDay::low() const
{
    QJsonArray rows;
    if (empty)
        return rows;
    for (const auto &[name, sku, onHand, least] :
         {std::tuple{"Susu UHT Full Cream 1 L", "SUF-1000", 3, 12}, std::tuple{"Roti Tawar Gandum", "RTG-400", 5, 10},
          std::tuple{"Beras Pandan Wangi 5 kg", "BPW-005", 6, 8}})
        rows.append(QJsonObject{{QStringLiteral("variant_id"), QLatin1String(sku)},
                                {QStringLiteral("sku"), QLatin1String(sku)},
                                {QStringLiteral("name"), QLatin1String(name)},
                                {QStringLiteral("variant_name"), QString()},
                                {QStringLiteral("on_hand"), onHand},
                                {QStringLiteral("low_stock_threshold"), least},
                                {QStringLiteral("is_low"), true}});
    return rows;
}

} // namespace pos::ui::test
