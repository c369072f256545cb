// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/StockScreens.h"

#include "tests/ui/support/FakeStock.h"
#include "tests/ui/support/Scanner.h"
#include "tests/ui/support/UiHelp.h"
#include "ui/labels/LabelsDialog.h"
#include "ui/shell/Workspace.h"
#include "ui/widgets/ComboBox.h"
#include "ui/widgets/DataTable.h"

#include <QAbstractButton>
#include <QLineEdit>
#include <QTabBar>

namespace pos::ui::test {

namespace {

using Save = std::function<bool(const QString &)>;

bool rows(const DesktopApplication &desktop, const char *table, int least)
{
    return QTest::qWaitFor([&] { return find<DataTable>(desktop, table)->model()->rowCount() >= least; });
}

void press(const DesktopApplication &desktop, const char *name)
{
    find<QAbstractButton>(desktop, name)->click();
}

void moveSome(FakeStock &stock)
{
    const auto sale = [&](const char *number, double quantity) {
        stock.move(QStringLiteral("KSG-250"), QStringLiteral("sale"), quantity,
                   {{QStringLiteral("reference"), QLatin1String(number)},
                    {QStringLiteral("reference_type"), QStringLiteral("order")}});
    };
    stock.move(QStringLiteral("KSG-250"), QStringLiteral("receipt"), 24,
               {{QStringLiteral("reference"), QStringLiteral("INV-2026-0117")}});
    sale("STORE-T01-260122-0003", -2);
    sale("STORE-T01-260122-0009", -5);
    stock.move(QStringLiteral("KSG-250"), QStringLiteral("waste"), -1,
               {{QStringLiteral("reason"), QStringLiteral("Pecah di rak")}});
    stock.move(QStringLiteral("TB-350"), QStringLiteral("count"), -3,
               {{QStringLiteral("reason"), QStringLiteral("Stok opname")}});
    sale("STORE-T01-260122-0021", -2);
}

bool takeReceive(DesktopApplication &desktop, FakeStock &stock, const Save &save)
{
    Scanner scanner;
    find<QTabBar>(desktop, "stock.tabs")->setCurrentIndex(1);
    int known = 0;
    for (const char *sku : {"TB-350", "KSG-250", "KTB-180", "SUF-1000"}) {
        scanner.scan(stock.barcodeOf(QLatin1String(sku)), find(desktop, "receive.find"));
        if (!rows(desktop, "receive.table", ++known))
            return false;
        type(find(desktop, "receive.quantity"), QString::number(12 * known));
        type(find(desktop, "receive.cost"), QString::number(4500 * known));
    }
    type(find(desktop, "receive.reference"), QStringLiteral("INV-2026-0131"));
    if (!save(QStringLiteral("stock-receive")))
        return false;
    type(find(desktop, "receive.quantity"), QStringLiteral("1.50"));
    if (!save(QStringLiteral("stock-receive-error")))
        return false;
    type(find(desktop, "receive.quantity"), QStringLiteral("48"));
    press(desktop, "receive.enter");
    if (!QTest::qWaitFor([&] { return isShown(desktop, "receive.done"); }) || !save(QStringLiteral("stock-received")))
        return false;
    press(desktop, "receive.labels");
    auto *labels = find<LabelsDialog>(desktop, "labels");
    labels->resize(900, 640);
    const bool kept = save(QStringLiteral("labels"));
    labels->close();
    return kept;
}

bool takeCount(DesktopApplication &desktop, FakeStock &stock, const Save &save)
{
    Scanner scanner;
    find<QTabBar>(desktop, "stock.tabs")->setCurrentIndex(2);
    auto *category = find<ComboBox>(desktop, "count.category");
    if (!QTest::qWaitFor([&] { return category->count() > 1; }) || !save(QStringLiteral("stock-count-choice")))
        return false;
    category->setValue(QStringLiteral("c1"));
    press(desktop, "count.begin");
    if (!QTest::qWaitFor([&] { return isShown(desktop, "count.table"); }))
        return false;
    scanner.scan(stock.barcodeOf(QStringLiteral("TB-350")), find(desktop, "count.find"));
    if (!QTest::qWaitFor([&] { return find<DataTable>(desktop, "count.table")->currentIndex().row() == 3; }))
        return false;
    type(find(desktop, "count.counted"), QStringLiteral("317"));
    QTest::keyClick(find(desktop, "count.counted"), Qt::Key_Return);
    type(find(desktop, "count.counted"), QStringLiteral("51"));
    QTest::keyClick(find(desktop, "count.counted"), Qt::Key_Return);
    if (!save(QStringLiteral("stock-count")))
        return false;
    stock.move(QStringLiteral("TB-350"), QStringLiteral("sale"), -1);
    press(desktop, "count.review");
    return QTest::qWaitFor([&] { return isShown(desktop, "count.enter"); }) && save(QStringLiteral("stock-review"));
}

bool takeAdjust(DesktopApplication &desktop, FakeStock &stock, const Save &save)
{
    Scanner scanner;
    find<QTabBar>(desktop, "stock.tabs")->setCurrentIndex(3);
    scanner.scan(stock.barcodeOf(QStringLiteral("KSG-250")), find(desktop, "adjust.find"));
    if (!QTest::qWaitFor([&] { return isShown(desktop, "adjust.quantity"); }))
        return false;
    type(find(desktop, "adjust.quantity"), QStringLiteral("2"));
    press(desktop, "adjust.enter"); // says that the reason is missing
    return save(QStringLiteral("stock-adjust"));
}

bool takeProduct(DesktopApplication &desktop, FakeStock &stock, const Save &save)
{
    stock.splitUp(QStringLiteral("CAP-200"),
                  {QStringLiteral("Panas"), QStringLiteral("Dingin"), QStringLiteral("Besar")});
    desktop.window().workspace()->openPanel(QStringLiteral("products"));
    if (!rows(desktop, "products.table", 6))
        return false;
    find<DataTable>(desktop, "products.table")->selectRow(2);
    if (!QTest::qWaitFor([&] { return isShown(desktop, "product.name"); }))
        return false;
    press(desktop, "product.addUnit");
    type(find(desktop, "product.barcodes"), QStringLiteral("4006381333932"));
    if (!save(QStringLiteral("product-details")))
        return false;
    press(desktop, "product.discard");
    find<QTabBar>(desktop, "product.tabs")->setCurrentIndex(1);
    if (!rows(desktop, "variants.table", 3))
        return false;
    press(desktop, "variants.new");
    const bool kept = save(QStringLiteral("product-variants"));
    press(desktop, "variant.discard");
    press(desktop, "product.close");
    return kept;
}

} // namespace

bool takeStockScreens(DesktopApplication &desktop, FakeStock &stock, const Save &save)
{
    moveSome(stock);
    desktop.window().workspace()->openPanel(QStringLiteral("stock"));
    if (!rows(desktop, "stock.table", 10) || !save(QStringLiteral("stock")))
        return false;
    find<DataTable>(desktop, "stock.table")->selectRow(1);
    if (!rows(desktop, "stockCard.table", 4) || !save(QStringLiteral("stock-card")))
        return false;
    find<QTabBar>(desktop, "stock.tabs")->setCurrentIndex(4);
    if (!rows(desktop, "movements.table", 5) || !save(QStringLiteral("stock-movements")))
        return false;
    return takeReceive(desktop, stock, save) && takeCount(desktop, stock, save) && takeAdjust(desktop, stock, save)
           && takeProduct(desktop, stock, save);
}

} // namespace pos::ui::test
