// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/Screenshots.h"

#include "tests/ui/support/FakeDay.h"
#include "tests/ui/support/FakeImports.h"
#include "tests/ui/support/FakeShop.h"
#include "tests/ui/support/FakeStaff.h"
#include "tests/ui/support/FakeStock.h"
#include "tests/ui/support/FakeSystem.h"
#include "tests/ui/support/FakeTill.h"
#include "tests/ui/support/PictureFile.h"
#include "tests/ui/support/ShellPictures.h"
#include "tests/ui/support/StockScreens.h"
#include "tests/ui/support/UiHelp.h"
#include "ui/panels/ImportPanel.h"
#include "ui/shell/Workspace.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/BarChart.h"
#include "ui/widgets/BusyBar.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/Toast.h"
#include "ui/wizard/FirstRunWizard.h"

#include <QAbstractButton>
#include <QDialog>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QTabBar>
#include <QTemporaryDir>

namespace pos::ui::test {

namespace {

bool isQuiet(const DesktopApplication &desktop)
{
    for (const auto *bar : const_cast<DesktopApplication &>(desktop).window().findChildren<BusyBar *>()) {
        if (bar->isBusy())
            return false;
    }
    return true;
}

bool chooseRow(DesktopApplication &desktop, const char *table, int row)
{
    auto *list = find<DataTable>(desktop, table);
    if (!QTest::qWaitFor([&] { return list->model()->rowCount() > row && isQuiet(desktop); }))
        return false;
    list->setFocus();
    list->selectRow(row);
    return true;
}

} // namespace

bool Screenshots::take()
{
    if (!m_options.visit && !(QDir().mkpath(m_options.folder) && QDir().mkpath(m_options.dialogs)))
        return false;
    for (const Language language : m_options.languages) {
        for (const Look look : m_options.looks) {
            m_suffix =
                QStringLiteral("-%1-%2").arg(look == Look::Dark ? QStringLiteral("dark") : QStringLiteral("light"),
                                             QString::fromLatin1(toWord(language)));
            ShellPictures shell(m_options.folder, m_options.dialogs, m_suffix, m_options.size);
            if (!takeWizard(language, look) || !takeOf(language, look)
                || (!m_options.visit && !shell.take(language, look)))
                return false;
        }
    }
    return true;
}

bool Screenshots::save(DesktopApplication &desktop, const QString &name)
{
    if (!QTest::qWaitFor([&] { return isQuiet(desktop); }))
        return false;
    for (int i = 0; i < 5; ++i) // layouts, then what they moved
        QCoreApplication::processEvents();
    if (m_options.visit) {
        m_options.visit(desktop.window(), name, m_shop->told());
        return true;
    }
    const QString file = m_options.folder + u'/' + name + m_suffix + QStringLiteral(".png");
    QPixmap picture = desktop.window().grab();
    if (QWidget *dialog = QApplication::activeModalWidget()) { // a window of its own, over the other
        const QPoint corner((picture.width() - dialog->width()) / 2, (picture.height() - dialog->height()) / 2);
        QPainter painter(&picture);
        painter.setPen(Theme::color(&tok::Colors::edge)); // the frame a window manager would draw
        painter.drawRect(QRect(corner, dialog->size()).adjusted(-1, -1, 0, 0));
        painter.drawPixmap(corner, dialog->grab());
    }
    return writePicture(picture.toImage(), file);
}

bool Screenshots::saveWidget(QWidget &widget, const QString &name)
{
    for (int i = 0; i < 5; ++i)
        QCoreApplication::processEvents();
    if (m_options.visit) {
        m_options.visit(widget, name, m_shop->told());
        return true;
    }
    return writePicture(widget.grab().toImage(), m_options.dialogs + u'/' + name + m_suffix + QStringLiteral(".png"));
}

bool Screenshots::takeWizard(Language language, Look look)
{
    FakeShop shop;
    m_shop = &shop;
    shop.setFirstRun(true);
    DesktopApplication::Options options;
    options.server = shop.url();
    options.language = language;
    options.look = look;
    DesktopApplication desktop(options);
    desktop.window().resize(m_options.size);
    desktop.show();
    if (!QTest::qWaitFor([&] { return find<FirstRunWizard>(desktop, "canvas") || isShown(desktop, "wizard.next"); }))
        return false;
    auto *next = find<QAbstractButton>(desktop, "wizard.next");
    if (!save(desktop, QStringLiteral("wizard-language")))
        return false;
    next->click();
    type(find(desktop, "wizard.shop_name"), QStringLiteral("Toko Melati"));
    if (!save(desktop, QStringLiteral("wizard-shop")))
        return false;
    next->click();
    type(find(desktop, "wizard.owner_name"), QStringLiteral("Ratna Dewi"));
    type(find(desktop, "wizard.email"), QStringLiteral("ratna@melati"));
    type(find(desktop, "wizard.password"), QStringLiteral("short"));
    next->click();
    if (!save(desktop, QStringLiteral("wizard-owner")))
        return false;
    type(find(desktop, "wizard.email"), QStringLiteral("ratna@melati.example"));
    type(find(desktop, "wizard.password"), QStringLiteral("correct horse"));
    next->click();
    find<QAbstractButton>(desktop, "wizard.tax.pbjt")->click();
    if (!save(desktop, QStringLiteral("wizard-time")))
        return false;
    next->click();
    return save(desktop, QStringLiteral("wizard-check"));
}

bool Screenshots::takeOf(Language language, Look look)
{
    FakeShop shop;
    m_shop = &shop;
    furnish(shop);
    FakeDay day;
    day.install(shop);
    FakeTill till(shop);
    const FakeStaff staff(shop);
    DesktopApplication::Options options;
    options.server = m_options.server.isEmpty() ? shop.url() : m_options.server;
    options.language = language;
    options.look = look;
    DesktopApplication desktop(options);
    desktop.window().resize(m_options.size);
    desktop.show();
    const bool made = m_options.server.isEmpty();
    const QString email = made ? QLatin1String(FakeShop::kEmail) : m_options.email;
    if (made) {
        if (!QTest::qWaitFor([&] { return isShown(desktop, "signIn.email"); }))
            return false;
        type(find(desktop, "signIn.email"), email);
        type(find(desktop, "signIn.password"), QStringLiteral("wrong"));
        find<QAbstractButton>(desktop, "signIn.submit")->click();
        if (!QTest::qWaitFor([&] { return isShown(desktop, "signIn.banner"); })
            || !save(desktop, QStringLiteral("sign-in")))
            return false;
    }
    if (!signIn(desktop, email, made ? QLatin1String(FakeShop::kPassword) : m_options.password))
        return false;
    QTest::mouseClick(desktop.window().workspace(), Qt::LeftButton); // no ring of the keyboard's around the first card
    if (!takePanels(desktop))
        return false;
    find(desktop, "palette")->hide();
    if (!takeStaff(desktop))
        return false;
    const FakeSystem system(shop); // has other mails than the invitations of the staff
    if (!takeServices(desktop) || !takeSettings(desktop))
        return false;
    desktop.window().workspace()->openPanel(QStringLiteral("products"));
    if (!made)
        return true;
    FakeStock stock(shop);
    return takeStockScreens(desktop, stock, [&](const QString &name) { return save(desktop, name); })
           && takeImport(desktop, shop) && takeFailures(desktop, shop);
}

bool Screenshots::takePanels(DesktopApplication &desktop)
{
    Workspace *workspace = desktop.window().workspace();
    if (!takeToday(desktop))
        return false;
    workspace->openPanel(QStringLiteral("orders"));
    if (!QTest::qWaitFor([&] { return find<DataTable>(desktop, "orders.table")->model()->rowCount() > 0; })
        || !save(desktop, QStringLiteral("orders")) || !chooseRow(desktop, "orders.table", 3))
        return false;
    if (!QTest::qWaitFor([&] { return find<DataTable>(desktop, "order.lines")->model()->rowCount() > 0; })
        || !save(desktop, QStringLiteral("order")))
        return false;
    find<QTabBar>(desktop, "order.tabs")->setCurrentIndex(1);
    if (!save(desktop, QStringLiteral("order-history")))
        return false;
    find<QTabBar>(desktop, "order.tabs")->setCurrentIndex(2);
    if (!QTest::qWaitFor([&] { return !find<QLabel>(desktop, "order.receipt")->text().isEmpty(); })
        || !save(desktop, QStringLiteral("receipt")))
        return false;
    find<QTabBar>(desktop, "order.tabs")->setCurrentIndex(0);
    if (m_options.server.isEmpty() && !takeSale(desktop))
        return false;
    workspace->openPanel(QStringLiteral("products"));
    if (!QTest::qWaitFor([&] { return find<DataTable>(desktop, "products.table")->model()->rowCount() > 0; })
        || !save(desktop, QStringLiteral("products")) || !chooseRow(desktop, "products.table", 5))
        return false;
    const bool made = m_options.server.isEmpty(); // a real shop's prices are left alone
    if (made) {
        type(find(desktop, "product.price"), QStringLiteral("19.50"));
        find<QAbstractButton>(desktop, "product.save")->click();
    }
    if (!save(desktop, QStringLiteral("product")))
        return false;
    if (made)
        find<QAbstractButton>(desktop, "product.discard")->click();
    workspace->find();
    return save(desktop, QStringLiteral("palette"));
}

bool Screenshots::takeToday(DesktopApplication &desktop)
{
    auto *chart = find<BarChart>(desktop, "today.chart");
    if (!QTest::qWaitFor([&] { return !chart->bars().isEmpty(); }) || !save(desktop, QStringLiteral("today")))
        return false;
    find<QAbstractButton>(desktop, "today.byDay")->click();
    chart->mark(5);
    return save(desktop, QStringLiteral("today-days"));
}

bool Screenshots::takeSale(DesktopApplication &desktop)
{
    const auto press = [&](const char *name) { find<QAbstractButton>(desktop, name)->click(); };
    const auto dialogOpen = [&](const char *name) { return QTest::qWaitFor([&] { return isShown(desktop, name); }); };
    press("order.refund");
    if (!dialogOpen("refund.reason") || !saveDialog(desktop, QStringLiteral("refund")))
        return false;
    press("refund.cancel");
    press("order.close");
    press("orders.new");
    auto *finder = find(desktop, "sale.find");
    auto *lines = find<DataTable>(desktop, "sale.lines");
    if (!save(desktop, QStringLiteral("sale-empty")))
        return false;
    int rows = 0;
    for (const char *sku : {"KSG-250", "NGK-001", "TLR-KG", "ETM-400"}) {
        type(finder, QLatin1String(sku));
        QTest::keyClick(finder, Qt::Key_Return);
        ++rows;
        if (!QTest::qWaitFor([&] { return lines->model()->rowCount() == rows; }))
            return false;
    }
    lines->selectRow(1);
    lines->model()->setData(lines->model()->index(1, 3), QStringLiteral("3000"));
    type(find(desktop, "sale.reason"), QStringLiteral("Pelanggan tetap"));
    type(find(desktop, "sale.cash"), QStringLiteral("60.000"));
    type(find(desktop, "sale.transfer"), QStringLiteral("30.000"));
    if (!QTest::qWaitFor([&] { return find(desktop, "sale.complete")->isEnabled(); })
        || !save(desktop, QStringLiteral("sale")))
        return false;
    press("sale.complete");
    if (!QTest::qWaitFor([&] { return find<QAbstractButton>(desktop, "sold.print")->isEnabled(); })
        || !save(desktop, QStringLiteral("sold")))
        return false;
    press("sale.close");
    return true;
}

bool Screenshots::saveDialog(DesktopApplication &desktop, const QString &name)
{
    return saveWidget(*desktop.window().findChild<QDialog *>(), name);
}

bool Screenshots::takeImport(DesktopApplication &desktop, FakeShop &shop)
{
    find(desktop, "palette")->hide();
    FakeImports imports(shop);
    imports.furnish();
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("daftar barang.csv")));
    if (!file.open(QIODevice::WriteOnly)
        || file.write("Kode;Nama;Harga;Rak\nKSG-250;Kopi Susu Gula Aren 250 ml;18000;A1\nETM-400;Es Teh Manis;8000;A2\n"
                      "KTB-180;Kopi Tubruk;12500;B1\nRTG-400;Roti Tawar Gandum;dua puluh;B2\n")
               <= 0)
        return false;
    file.close();
    desktop.window().workspace()->openPanel(QStringLiteral("import"));
    if (!save(desktop, QStringLiteral("import")))
        return false;
    desktop.window().findChild<ImportPanel *>()->takeFile(file.fileName());
    if (!QTest::qWaitFor([&] { return isShown(desktop, "import.run"); })
        || !QTest::qWaitFor([&] { return find<DataTable>(desktop, "import.rows.table")->model()->rowCount() == 1; })
        || !save(desktop, QStringLiteral("import-check")))
        return false;
    find<QTabBar>(desktop, "import.tabs")->setCurrentIndex(1);
    if (!save(desktop, QStringLiteral("import-columns")))
        return false;
    imports.looksUntilDone = -1;
    find<QAbstractButton>(desktop, "import.run")->click();
    find<QTabBar>(desktop, "import.tabs")->setCurrentIndex(0);
    auto *detail = find<QLabel>(desktop, "import.job.detail");
    if (!QTest::qWaitFor([&] { return detail->text().contains(QLatin1String("3.000")); })
        || !save(desktop, QStringLiteral("import-running")))
        return false;
    imports.tellWhatBecame();
    imports.looksUntilDone = 0;
    if (!QTest::qWaitFor([&] { return isShown(desktop, "import.undo"); })
        || !save(desktop, QStringLiteral("import-done")))
        return false;
    desktop.window().findChild<Toast *>()->hide();
    find<QAbstractButton>(desktop, "import.back")->click();
    if (!QTest::qWaitFor([&] { return find<DataTable>(desktop, "imports.table")->model()->rowCount() == 1; })
        || !save(desktop, QStringLiteral("imports")))
        return false;
    desktop.window().workspace()->openPanel(QStringLiteral("products"));
    return true;
}

bool Screenshots::takeFailures(DesktopApplication &desktop, FakeShop &shop)
{
    find<QAbstractButton>(desktop, "product.close")->click();
    auto *search = find(desktop, "products.search");
    type(search, QStringLiteral("zzz"));
    QTest::keyClick(search, Qt::Key_Return);
    if (!QTest::qWaitFor([&] { return isShown(desktop, "products.empty"); })
        || !save(desktop, QStringLiteral("products-empty")))
        return false;
    type(search, {});
    QTest::keyClick(search, Qt::Key_Return);
    if (!QTest::qWaitFor([&] { return find<DataTable>(desktop, "products.table")->isVisible() && isQuiet(desktop); }))
        return false;
    shop.goAway();
    desktop.window().workspace()->reloadAll();
    return QTest::qWaitFor([&] { return isShown(desktop, "products.banner"); })
           && save(desktop, QStringLiteral("products-error"));
}

} // namespace pos::ui::test
