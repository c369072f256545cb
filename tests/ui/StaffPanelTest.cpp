// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/FakeStaff.h"
#include "tests/ui/support/UiHelp.h"
#include "ui/dialogs/ConfirmDialog.h"
#include "ui/models/RolesModel.h"
#include "ui/panels/staff/RoleWords.h"
#include "ui/shell/Workspace.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/ComboBox.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/Toast.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>

using namespace pos;
using namespace pos::ui;
using namespace pos::ui::test;

class StaffPanelTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<FakeShop> m_shop;
    std::unique_ptr<FakeStaff> m_staff;
    std::unique_ptr<DesktopApplication> m_desktop;

    void open(const QString &role = QStringLiteral("owner"), Language language = Language::English)
    {
        m_desktop.reset();
        m_shop = std::make_unique<FakeShop>(role);
        furnish(*m_shop);
        m_staff = std::make_unique<FakeStaff>(*m_shop);
        m_desktop = std::make_unique<DesktopApplication>(
            DesktopApplication::Options{.server = m_shop->url(), .language = language, .look = Look::Light});
        m_desktop->window().resize(1440, 900);
        m_desktop->show();
        QVERIFY(QTest::qWaitForWindowActive(&m_desktop->window()));
        QVERIFY(signIn(*m_desktop, QLatin1String(FakeShop::kEmail), QLatin1String(FakeShop::kPassword)));
        press("nav.staff");
        QTRY_COMPARE(people()->model()->rowCount(), 5);
    }
    DataTable *people() const { return find<DataTable>(*m_desktop, "staff.table"); }
    DataTable *invitations() const { return find<DataTable>(*m_desktop, "invitations.table"); }
    void press(const char *name) const { find<QAbstractButton>(*m_desktop, name)->click(); }
    QLineEdit *edit(const char *name) const { return find<QLineEdit>(*m_desktop, name); }
    QString textOf(const char *name) const { return find<QLabel>(*m_desktop, name)->text(); }
    QString toast() const { return find<Toast>(*m_desktop, "toast")->text(); }
    QString cell(int row, int column) const { return people()->model()->index(row, column).data().toString(); }
    void confirm(const char *choice) const
    {
        QTRY_VERIFY(m_desktop->window().findChild<ConfirmDialog *>());
        m_desktop->window().findChild<ConfirmDialog *>()->findChild<QPushButton *>(QLatin1String(choice))->click();
    }
    QString choose(int row)
    {
        people()->selectRow(row);
        const bool came = QTest::qWaitFor([&] { return find<QPushButton>(*m_desktop, "person.suspend")->isEnabled(); });
        return came ? m_staff->people[row].toObject()[u"id"].toString() : QString();
    }

private Q_SLOTS:
    void init() { open(); }
    void cleanup()
    {
        m_desktop.reset();
        m_staff.reset();
        m_shop.reset();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); // a dialog of before takes no focus
    }

    void modelsKeepTheRules()
    {
        using Mode = QAbstractItemModelTester::FailureReportingMode;
        QAbstractItemModelTester people_(people()->model(), Mode::Fatal);
        QAbstractItemModelTester invitations_(invitations()->model(), Mode::Fatal);
        RolesModel roles;
        QAbstractItemModelTester roles_(&roles, Mode::Fatal);
        m_desktop->window().workspace()->reloadAll();
        QTRY_COMPARE(people()->model()->rowCount(), 5);
        roles.retranslate();
        QCOMPARE(roles.rowCount(), contract::allPermissions().size());
    }

    void saysWhoWorksHere()
    {
        QCOMPARE(cell(1, 0), QStringLiteral("Budi Santoso"));
        QCOMPARE(cell(1, 1), QStringLiteral("Manager"));
        QCOMPARE(cell(1, 3), QStringLiteral("22 Jan 2026, 09:15"));
        QCOMPARE(cell(3, 3), QStringLiteral("Not lately"));
        QCOMPARE(cell(3, 4), QStringLiteral("Suspended"));
    }

    void everyPermissionHasWordsInBothLanguages()
    {
        for (const Language language : {Language::Indonesian, Language::English}) {
            m_desktop->languages().apply(language);
            QStringList words;
            for (const contract::Permission permission : contract::allPermissions()) {
                QVERIFY(!RoleWords::may(permission).isEmpty());
                QVERIFY(!words.contains(RoleWords::may(permission)));
                words.append(RoleWords::may(permission));
            }
        }
    }

    void aRoleShowsWhatItMayAndIsSavedWithThePerson()
    {
        const QString id = choose(2);
        QVERIFY(!textOf("person.rights").contains(QStringLiteral("Void a sale")));
        auto *role = find<ComboBox>(*m_desktop, "person.role");
        role->setValue(QStringLiteral("manager"));
        Q_EMIT role->activated(role->currentIndex());
        QVERIFY(textOf("person.rights").contains(QStringLiteral("Void a sale")));
        type(edit("person.phone"), QStringLiteral("0812"));
        press("person.save");
        QTRY_COMPARE(m_staff->person(id)[u"role"].toString(), QStringLiteral("manager"));
        QCOMPARE(m_staff->person(id)[u"phone"].toString(), QStringLiteral("0812"));
        QTRY_COMPARE(cell(2, 1), QStringLiteral("Manager"));
        QTRY_VERIFY(toast().contains(QStringLiteral("signs in again")));
    }

    void theLastOwnerStaysAndTheServerSaysWhy()
    {
        QVERIFY(!choose(0).isEmpty());
        press("person.suspend");
        confirm("suspend");
        QTRY_COMPARE(find<Banner>(*m_desktop, "person.banner")->strongText(),
                     QStringLiteral("A shop keeps at least one active owner."));
        QCOMPARE(m_staff->person(FakeStaff::ownerId())[u"status"].toString(), QStringLiteral("active"));
    }

    void suspendsAndLetsBackIn()
    {
        const QString id = choose(2);
        press("person.suspend");
        confirm("keep");
        QVERIFY(m_shop->requestsTo("POST", QStringLiteral("/api/v1/users/%1/suspend").arg(id)).isEmpty());
        press("person.suspend");
        confirm("suspend");
        QTRY_COMPARE(cell(2, 4), QStringLiteral("Suspended"));
        QTRY_VERIFY(find<QPushButton>(*m_desktop, "person.suspend")->isEnabled());
        press("person.suspend");
        QTRY_COMPARE(cell(2, 4), QStringLiteral("Active"));
    }

    void endsASessionOfSomebody()
    {
        const QString id = choose(1);
        QTRY_VERIFY(isShown(*m_desktop, "sessions.end.T02"));
        press("sessions.end.T02");
        QTRY_COMPARE(m_shop->requestsTo("DELETE", QStringLiteral("/api/v1/users/%1/sessions/s1").arg(id)).size(), 1);
    }

    void leavingUnsavedAsks()
    {
        QVERIFY(!choose(1).isEmpty());
        type(edit("person.name"), QStringLiteral("Budi S."));
        people()->selectRow(2);
        confirm("stay");
        QCOMPARE(edit("person.name")->text(), QStringLiteral("Budi S."));
        people()->selectRow(2);
        confirm("discard");
        QTRY_COMPARE(edit("person.name")->text(), QStringLiteral("Siti Nurhaliza"));
    }

    void showsBothVersionsOfAPersonChangedMeanwhile()
    {
        const QString id = choose(1);
        m_staff->change(id, {{QStringLiteral("phone"), QStringLiteral("+62811")}});
        type(edit("person.name"), QStringLiteral("Budi S."));
        press("person.save");
        auto *keepMine = find<QPushButton>(*m_desktop, "staff.keepMine");
        QTRY_VERIFY(keepMine->isVisible());
        QCOMPARE(edit("person.phone")->text(), QStringLiteral("+62811")); // what only they changed is taken over
        keepMine->click();
        QTRY_COMPARE(m_staff->person(id)[u"name"].toString(), QStringLiteral("Budi S."));
        QCOMPARE(m_staff->person(id)[u"phone"].toString(), QStringLiteral("+62811"));
    }

    void invitesAndHandsTheCodeOver()
    {
        press("staff.invite");
        QTRY_VERIFY(edit("invite.email")->hasFocus());
        press("invite.send");
        QVERIFY(qobject_cast<Field *>(edit("invite.email")->parentWidget())->hasError());
        type(edit("invite.email"), QStringLiteral("budi@melati.example"));
        press("invite.send");
        QTRY_VERIFY(isShown(*m_desktop, "invite.banner"));
        m_staff->mailIsWritten = false; // the mail comes a moment later
        type(edit("invite.email"), QStringLiteral("wati@melati.example"));
        press("invite.role.manager");
        press("invite.send");
        QTRY_COMPARE(textOf("mail.state"), QStringLiteral("The mail is being written."));
        m_staff->mailIsWritten = true;
        QTRY_VERIFY(isShown(*m_desktop, "mail.copy"));
        press("mail.copy");
        QCOMPARE(QGuiApplication::clipboard()->text(), FakeStaff::code());
        QVERIFY(textOf("mail.state").startsWith(QStringLiteral("No mail server is set up")));
        QVERIFY(textOf("invitation.facts").contains(QStringLiteral("Manager")));
        QTRY_COMPARE(invitations()->model()->rowCount(), 3);
        press("invitation.withdraw");
        confirm("withdraw");
        QTRY_COMPARE(invitations()->model()->rowCount(), 2);
    }

    void keepsWhatIsTypedWhenTheServerIsAway()
    {
        QVERIFY(!choose(1).isEmpty());
        type(edit("person.name"), QStringLiteral("Budi S."));
        m_shop->goAway();
        press("person.save");
        QTRY_VERIFY(isShown(*m_desktop, "person.banner"));
        QCOMPARE(edit("person.name")->text(), QStringLiteral("Budi S."));
        m_shop->comeBack();
        press("person.save");
        QTRY_COMPARE(cell(1, 0), QStringLiteral("Budi S."));
    }

    void aManagerSeesTheStaffAndChangesNobody()
    {
        open(QStringLiteral("manager"));
        QVERIFY(!isShown(*m_desktop, "staff.invite"));
        people()->selectRow(2);
        QTRY_VERIFY(isShown(*m_desktop, "person.name"));
        QVERIFY(edit("person.name")->isReadOnly());
        QVERIFY(!isShown(*m_desktop, "person.save"));
        QVERIFY(!isShown(*m_desktop, "sessions"));
    }
};

QTEST_MAIN(StaffPanelTest)
#include "StaffPanelTest.moc"
