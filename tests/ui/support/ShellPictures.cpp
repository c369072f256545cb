// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/ShellPictures.h"

#include "tests/ui/support/FakeDay.h"
#include "tests/ui/support/FakeImports.h"
#include "tests/ui/support/FakeShop.h"
#include "tests/ui/support/FakeStaff.h"
#include "tests/ui/support/FakeStock.h"
#include "tests/ui/support/FakeSystem.h"
#include "tests/ui/support/PictureFile.h"
#include "tests/ui/support/TestCertificate.h"
#include "tests/ui/support/UiHelp.h"
#include "ui/dialogs/ConnectionsDialog.h"
#include "ui/shell/HelpWindow.h"
#include "ui/shell/PanelList.h"
#include "ui/shell/UserMenu.h"
#include "ui/shell/Workspace.h"
#include "ui/widgets/BusyBar.h"
#include "ui/widgets/DataTable.h"

#include <QCryptographicHash>
#include <QLineEdit>

namespace pos::ui::test {

bool ShellPictures::save(QWidget &widget, const QString &name)
{
    const bool quiet = QTest::qWaitFor([&] {
        for (const auto *bar : widget.findChildren<BusyBar *>()) {
            if (bar->isVisible() && bar->isBusy())
                return false;
        }
        return true;
    });
    for (int i = 0; i < 5; ++i) // layouts, then what they moved
        QCoreApplication::processEvents();
    const QString folder = qobject_cast<MainWindow *>(&widget) ? m_folder : m_dialogs;
    return quiet && writePicture(widget.grab().toImage(), folder + u'/' + name + m_suffix + QStringLiteral(".png"));
}

bool ShellPictures::take(Language language, Look look)
{
    FakeShop shop;
    furnish(shop);
    FakeDay day;
    day.install(shop);
    const FakeStaff staff(shop);
    const FakeSystem system(shop);
    const FakeStock stock(shop);
    FakeImports imports(shop);
    imports.furnish();
    DesktopApplication::Options options;
    options.thisComputer = shop.url();
    options.language = language;
    options.look = look;
    DesktopApplication desktop(options);
    desktop.window().resize(m_size);
    desktop.show();
    return signIn(desktop, QLatin1String(FakeShop::kEmail), QLatin1String(FakeShop::kPassword)) && takeHelp(desktop)
           && takeDialogs(desktop) && takeLargeText(desktop) && takeCertificate(language, look);
}

bool ShellPictures::takeHelp(DesktopApplication &desktop)
{
    desktop.window().workspace()->openPanel(QStringLiteral("products"));
    desktop.window().run(ShellCommand::Help);
    auto *help = desktop.window().findChild<HelpWindow *>();
    if (!help || !save(*help, QStringLiteral("help")))
        return false;
    desktop.window().run(ShellCommand::Shortcuts);
    const bool saved = save(*help, QStringLiteral("shortcuts"));
    help->close();
    return saved;
}

bool ShellPictures::takeDialogs(DesktopApplication &desktop)
{
    desktop.connections().add(QStringLiteral("Kemang"), QUrl(QStringLiteral("https://kemang.example.com")));
    desktop.window().run(ShellCommand::Connections);
    auto *connections = desktop.window().findChild<ConnectionsDialog *>();
    if (!connections || !save(*connections, QStringLiteral("connections")))
        return false;
    connections->close();
    desktop.window().closing().setServerRunning(true);
    desktop.window().close();
    auto *closing = desktop.window().findChild<CloseDialog *>();
    if (!closing || !save(*closing, QStringLiteral("closing")))
        return false;
    closing->close();
    UserMenu menu(desktop.preferences(), &desktop.window());
    menu.popup({0, 0});
    return save(menu, QStringLiteral("menu"));
}

bool ShellPictures::takeLargeText(DesktopApplication &desktop)
{
    desktop.preferences().setTextPercent(150);
    bool saved = true;
    for (const PanelEntry &entry : allPanels()) {
        desktop.window().workspace()->openPanel(QString::fromLatin1(entry.key));
        if (const auto *shop = desktop.window().findChild<QLineEdit *>(QStringLiteral("shop.name"));
            shop && shop->isVisible())
            saved = saved && QTest::qWaitFor([shop] { return !shop->text().isEmpty(); });
        if (const auto *services = desktop.window().findChild<DataTable *>(QStringLiteral("services.table"));
            services && services->isVisible())
            saved = saved && QTest::qWaitFor([services] { return services->model()->rowCount() > 0; });
        saved = saved && save(desktop.window(), QStringLiteral("large-") + QString::fromLatin1(entry.key));
    }
    desktop.preferences().setTextPercent(100);
    return saved;
}

bool ShellPictures::takeCertificate(Language language, Look look)
{
    FakeShop shop;
    const TestCertificate pair = TestCertificate::make("picture");
    shop.useTls(pair.certificate, pair.key);
    DesktopApplication::Options options;
    options.server = shop.url();
    options.language = language;
    options.look = look;
    DesktopApplication desktop(options);
    const QByteArray before = QCryptographicHash::hash("of before", QCryptographicHash::Sha256);
    desktop.connections().confirm(shop.url(), before);
    desktop.client().setConfirmedCertificate(before);
    desktop.window().resize(m_size);
    desktop.show();
    return QTest::qWaitFor([&] { return isShown(desktop, "certificate.confirmed"); })
           && save(desktop.window(), QStringLiteral("certificate"));
}

} // namespace pos::ui::test
