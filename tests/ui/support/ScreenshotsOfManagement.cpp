// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/Screenshots.h"

#include "tests/ui/support/UiHelp.h"
#include "ui/dialogs/AccountDialog.h"
#include "ui/shell/Workspace.h"
#include "ui/widgets/DataTable.h"

#include <QAbstractButton>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QTabBar>

#include <algorithm>

namespace pos::ui::test {

namespace {

bool hasRows(const DesktopApplication &desktop, const char *table)
{
    return QTest::qWaitFor([&] { return find<DataTable>(desktop, table)->model()->rowCount() > 0; });
}

bool sessionsCame(const QWidget &inside)
{
    return QTest::qWaitFor([&] {
        const auto buttons =
            inside.findChildren<QAbstractButton *>(QRegularExpression(QStringLiteral("^sessions.end")));
        return std::any_of(buttons.cbegin(), buttons.cend(), [](const auto *button) { return button->isVisible(); });
    });
}

} // namespace

bool Screenshots::takeStaff(DesktopApplication &desktop)
{
    Workspace *workspace = desktop.window().workspace();
    workspace->openPanel(QStringLiteral("staff"));
    if (!hasRows(desktop, "staff.table") || !save(desktop, QStringLiteral("staff")))
        return false;
    find<DataTable>(desktop, "staff.table")->selectRow(m_options.server.isEmpty() ? 2 : 0);
    if (!QTest::qWaitFor([&] { return isShown(desktop, "person.name"); }) || !sessionsCame(desktop.window())
        || !save(desktop, QStringLiteral("person")))
        return false;
    find<QTabBar>(desktop, "staff.tabs")->setCurrentIndex(2);
    if (!save(desktop, QStringLiteral("roles")))
        return false;
    workspace->currentPanel()->open({});
    type(find(desktop, "invite.email"), QStringLiteral("wati@melati.example"));
    if (!save(desktop, QStringLiteral("invite")))
        return false;
    find<QLineEdit>(desktop, "invite.email")->clear();
    if (m_options.server.isEmpty()) { // a real shop's open invitations are nobody's to see
        find<QTabBar>(desktop, "staff.tabs")->setCurrentIndex(1);
        if (!hasRows(desktop, "invitations.table"))
            return false;
        find<DataTable>(desktop, "invitations.table")->selectRow(0);
        if (!QTest::qWaitFor([&] { return isShown(desktop, "mail.copy"); })
            || !save(desktop, QStringLiteral("invitation")))
            return false;
    }
    workspace->showAccount();
    auto *account = desktop.window().findChild<AccountDialog *>();
    const bool saved = account && QTest::qWaitFor([account] { return account->isVisible(); }) && sessionsCame(*account)
                       && saveWidget(*account, QStringLiteral("account"));
    account->close();
    return saved;
}

bool Screenshots::takeServices(DesktopApplication &desktop)
{
    desktop.window().workspace()->openPanel(QStringLiteral("services"));
    if (!hasRows(desktop, "services.table"))
        return false;
    find<DataTable>(desktop, "services.table")->selectRow(6);
    if (!save(desktop, QStringLiteral("services")))
        return false;
    auto *tabs = find<QTabBar>(desktop, "services.tabs");
    tabs->setCurrentIndex(1);
    if (!hasRows(desktop, "logs.table") || !save(desktop, QStringLiteral("logs")))
        return false;
    tabs->setCurrentIndex(2);
    return save(desktop, QStringLiteral("parked"));
}

bool Screenshots::takeSettings(DesktopApplication &desktop)
{
    Workspace *workspace = desktop.window().workspace();
    workspace->openPanel(QStringLiteral("settings"));
    const auto tab = [&](const char *key, const std::function<bool()> &there) {
        workspace->currentPanel()->open(QLatin1String(key));
        return QTest::qWaitFor(there) && save(desktop, QStringLiteral("settings-") + QLatin1String(key));
    };
    return tab("shop", [&] { return !find<QLineEdit>(desktop, "shop.name")->text().isEmpty(); })
           && tab("selling",
                  [&] {
                      const QString header = find<QPlainTextEdit>(desktop, "selling.header")->toPlainText();
                      const QString preview = find<QLabel>(desktop, "selling.preview")->text();
                      return !preview.isEmpty() && preview.contains(header.section(u'\n', 0, 0))
                             && (!header.isEmpty() || !m_options.server.isEmpty());
                  })
           && tab("tax", [&] { return find<DataTable>(desktop, "tax.table")->model()->rowCount() > 0; })
           && tab("mail", [&] { return isShown(desktop, "template.which"); })
           && tab("backup", [&] { return !find<QLabel>(desktop, "backup.schedule")->text().isEmpty(); })
           && tab("desktop", [&] { return isShown(desktop, "desktop.look"); })
           && tab("parts", [&] { return find<DataTable>(desktop, "parts.table")->model()->rowCount() > 0; });
}

} // namespace pos::ui::test
