// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/local/LocalStore.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace pos::ui;

class LocalStoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void remembersOverARestart()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("below/desktop.sqlite"));
        {
            LocalStore store(file);
            store.setText(QStringLiteral("language"), QStringLiteral("id"));
            store.setText(QStringLiteral("language"), QStringLiteral("en"));
            store.setObject(QStringLiteral("table"), {{QStringLiteral("width"), 120}});
        }
        const LocalStore again(file);
        QCOMPARE(again.text(QStringLiteral("language")), QStringLiteral("en"));
        QCOMPARE(again.object(QStringLiteral("table"))[u"width"].toInt(), 120);
        QVERIFY(again.value(QStringLiteral("never set")).isEmpty());
        QCOMPARE(QFileInfo(file).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }

    void worksWithoutAFileItCanUse()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("desktop.sqlite"));
        QFile broken(file);
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write(QByteArray(4096, 'x'));
        broken.close();
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("cannot be used")));
        LocalStore store(file);
        store.setText(QStringLiteral("look"), QStringLiteral("dark"));
        QCOMPARE(store.text(QStringLiteral("look")), QStringLiteral("dark"));
    }
};

QTEST_MAIN(LocalStoreTest)
#include "LocalStoreTest.moc"
