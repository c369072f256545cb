// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contract/Permission.h"

#include <QTest>

using namespace pos::contract;

class PermissionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyPermissionHasAWordOfItsOwn()
    {
        QList<QByteArray> words;
        for (const Permission permission : allPermissions()) {
            QVERIFY(!words.contains(toWord(permission)));
            words.append(toWord(permission));
        }
        QCOMPARE(words.size(), static_cast<qsizetype>(Permission::SystemManage) + 1);
    }

    void whatIsNotGrantedIsDenied()
    {
        // Asked again and again: the answer must not depend on what else is on the stack.
        for (int i = 0; i < 3; ++i) {
            QVERIFY(isGranted(Role::Owner, Permission::SystemManage));
            QVERIFY(isGranted(Role::PrivacyOfficer, Permission::AuditRead));
            QVERIFY(isGranted(Role::Cashier, Permission::OrdersCreate));
            QVERIFY(!isGranted(Role::Cashier, Permission::OrdersVoid));
            QVERIFY(!isGranted(Role::Manager, Permission::UsersManage));
            QVERIFY(!isGranted(Role::PrivacyOfficer, Permission::OrdersRead));
        }
    }

    void theOwnerHoldsEveryPermission() { QCOMPARE(permissionsOf(Role::Owner), allPermissions()); }

    void rolesSurviveTheirWords()
    {
        for (const Role role : allRoles())
            QVERIFY(*roleFromWord(toWord(role)) == role);
        QVERIFY(!roleFromWord("root"));
        QVERIFY(!roleFromWord(""));
    }
};

QTEST_APPLESS_MAIN(PermissionTest)
#include "PermissionTest.moc"
