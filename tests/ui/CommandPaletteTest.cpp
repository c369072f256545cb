// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/FakeShop.h"
#include "tests/ui/support/UiHelp.h"
#include "ui/shell/Workspace.h"
#include "ui/widgets/DataTable.h"

#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QTest>

using namespace pos;
using namespace pos::ui;
using namespace pos::ui::test;

class CommandPaletteTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<FakeShop> m_shop;
    std::unique_ptr<DesktopApplication> m_desktop;

    QLineEdit *field() const { return find<QLineEdit>(*m_desktop, "palette.field"); }
    QStringList offered() const
    {
        QStringList texts;
        const auto *model = find<QListView>(*m_desktop, "palette.list")->model();
        for (int row = 0; row < model->rowCount(); ++row)
            texts.append(model->index(row, 0).data().toString());
        return texts;
    }

private Q_SLOTS:
    void init()
    {
        m_shop = std::make_unique<FakeShop>();
        furnish(*m_shop);
        m_desktop = std::make_unique<DesktopApplication>(
            DesktopApplication::Options{.server = m_shop->url(), .language = Language::English, .look = Look::Light});
        m_desktop->show();
        QVERIFY(QTest::qWaitForWindowActive(&m_desktop->window()));
        QVERIFY(signIn(*m_desktop, QLatin1String(FakeShop::kEmail), QLatin1String(FakeShop::kPassword)));
        QTest::keyClick(&m_desktop->window(), Qt::Key_K, Qt::ControlModifier);
        QTRY_VERIFY(isShown(*m_desktop, "palette") && field()->hasFocus());
    }
    void cleanup()
    {
        m_desktop.reset();
        m_shop.reset();
    }

    void opensAPageByItsName()
    {
        QTest::keyClicks(field(), QStringLiteral("prod"));
        QCOMPARE(offered().first(), QStringLiteral("Products"));
        QTest::keyClick(field(), Qt::Key_Return);
        QVERIFY(!isShown(*m_desktop, "palette"));
        QTRY_VERIFY(isShown(*m_desktop, "products.table"));
    }

    void opensAProductByAFewLetters()
    {
        QTest::keyClicks(field(), QStringLiteral("tubruk"));
        QTRY_VERIFY(offered().contains(QStringLiteral("Kopi Tubruk  ·  KTB-180")));
        QTest::keyClick(field(), Qt::Key_Return);
        QTRY_COMPARE(find<QLineEdit>(*m_desktop, "product.name")->text(), QStringLiteral("Kopi Tubruk"));
    }

    void opensAnOrderByItsReference()
    {
        QTest::keyClicks(field(), QStringLiteral("536368"));
        QTRY_VERIFY(offered().contains(QStringLiteral("STORE-T01-260122-0003  ·  536368")));
        QTest::keyClick(field(), Qt::Key_Return);
        QTRY_COMPARE(find<QLabel>(*m_desktop, "order.number")->text(), QStringLiteral("STORE-T01-260122-0003"));
    }

    void goesByEscapeAndByArrowKeys()
    {
        QTest::keyClick(field(), Qt::Key_Down);
        QCOMPARE(find<QListView>(*m_desktop, "palette.list")->currentIndex().row(), 1);
        QTest::keyClick(field(), Qt::Key_Up);
        QTest::keyClick(field(), Qt::Key_Up);
        QCOMPARE(find<QListView>(*m_desktop, "palette.list")->currentIndex().row(), 0);
        QTest::keyClick(field(), Qt::Key_Escape);
        QVERIFY(!isShown(*m_desktop, "palette"));
    }

    void signsOut()
    {
        QTest::keyClicks(field(), QStringLiteral("sign"));
        QTest::keyClick(field(), Qt::Key_Return);
        QTRY_VERIFY(isShown(*m_desktop, "signIn.email"));
        QTRY_COMPARE(m_shop->requestsTo("POST", QStringLiteral("/api/v1/auth/logout")).size(), 1);
        QCOMPARE(m_shop->requestsTo("POST", QStringLiteral("/api/v1/auth/logout"))[0].header("authorization"),
                 QByteArray("Bearer access-1"));
    }
};

QTEST_MAIN(CommandPaletteTest)
#include "CommandPaletteTest.moc"
