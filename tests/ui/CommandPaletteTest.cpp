// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/CommandPalette.h"
#include "tests/ui/support/FakeShop.h"
#include "tests/ui/support/UiHelp.h"
#include "ui/shell/ShellActions.h"
#include "ui/shell/Workspace.h"
#include "ui/widgets/DataTable.h"

#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QTest>

#include <algorithm>

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
        for (int row = 0; row < model->rowCount(); ++row) {
            if (!model->index(row, 0).data(CommandPalette::GroupRole).toBool())
                texts.append(model->index(row, 0).data().toString());
        }
        return texts;
    }
    QStringList groups() const
    {
        QStringList titles;
        const auto *model = find<QListView>(*m_desktop, "palette.list")->model();
        for (int row = 0; row < model->rowCount(); ++row) {
            if (model->index(row, 0).data(CommandPalette::GroupRole).toBool())
                titles.append(model->index(row, 0).data().toString());
        }
        return titles;
    }
    QString current() const { return find<QListView>(*m_desktop, "palette.list")->currentIndex().data().toString(); }

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
        const QString first = current();
        QCOMPARE(first, offered().value(0)); // never the title of a group
        QTest::keyClick(field(), Qt::Key_Down);
        QCOMPARE(current(), offered().value(1));
        QTest::keyClick(field(), Qt::Key_Up);
        QTest::keyClick(field(), Qt::Key_Up);
        QCOMPARE(current(), first);
        for (int i = 0; i < 60; ++i)
            QTest::keyClick(field(), Qt::Key_Down);
        QCOMPARE(current(), offered().last());
        QTest::keyClick(field(), Qt::Key_Escape);
        QVERIFY(!isShown(*m_desktop, "palette"));
    }

    void groupsKeepTheirOrderWhicheverAnswersFirst()
    {
        // Products answer after orders.
        auto gate = std::make_shared<bool>(false);
        m_shop->on("GET /api/v1/products", [gate](const FakeRequest &) {
            FakeReply reply{
                200,
                {{QStringLiteral("items"), QJsonArray{QJsonObject{{QStringLiteral("id"), QStringLiteral("p1")},
                                                                  {QStringLiteral("name"), QStringLiteral("STORE bag")},
                                                                  {QStringLiteral("sku"), QStringLiteral("BAG")}}}}}};
            *gate = true;
            return reply;
        });
        QTest::keyClicks(field(), QStringLiteral("store"));
        QTRY_VERIFY(*gate && offered().contains(QStringLiteral("STORE bag  ·  BAG")) && offered().size() > 3);
        QStringList expected = groups();
        const QStringList order{QStringLiteral("Pages"), QStringLiteral("Actions"), QStringLiteral("Products"),
                                QStringLiteral("Orders"), QStringLiteral("People")};
        std::sort(expected.begin(), expected.end(),
                  [&](const QString &a, const QString &b) { return order.indexOf(a) < order.indexOf(b); });
        QCOMPARE(groups(), expected);
        QVERIFY(groups().contains(QStringLiteral("Products")) && groups().contains(QStringLiteral("Orders")));
        QVERIFY(offered().indexOf(QStringLiteral("STORE bag  ·  BAG")) < offered().size() - 1);
    }

    void whatThePersonWentToStaysChosenWhenMoreIsFound()
    {
        QTest::keyClicks(field(), QStringLiteral("or"));
        QTest::keyClick(field(), Qt::Key_Down);
        const QString chosen = current();
        QTRY_VERIFY(groups().contains(QStringLiteral("Orders"))); // their rows came later
        QCOMPARE(current(), chosen);
    }

    void aServerThatFailsIsSaidQuietly()
    {
        m_shop->on("GET /api/v1/products",
                   FakeServer::problem(500, QStringLiteral("internal"), QStringLiteral("The disk is full.")));
        QTest::keyClicks(field(), QStringLiteral("store"));
        QTRY_COMPARE(find<QLabel>(*m_desktop, "palette.note")->text(), QStringLiteral("Products: The disk is full."));
        QTRY_VERIFY(groups().contains(QStringLiteral("Orders"))); // the others are there all the same
    }

    void nothingFoundIsSaid()
    {
        QTest::keyClicks(field(), QStringLiteral("zzzz"));
        QTRY_COMPARE(find<QLabel>(*m_desktop, "palette.note")->text(), QStringLiteral("Nothing found"));
        QVERIFY(offered().isEmpty());
    }

    void everyActionOfTheWindowIsOfferedWithItsKeys()
    {
        const auto *model = find<QListView>(*m_desktop, "palette.list")->model();
        QHash<QString, QString> keys;
        for (int row = 0; row < model->rowCount(); ++row)
            keys.insert(model->index(row, 0).data().toString(),
                        model->index(row, 0).data(CommandPalette::KeysRole).toString());
        for (const ShellAction &action : shellActions()) {
            if (action.command != ShellCommand::Find)
                QCOMPARE(keys.value(actionWords(action)), keyWords(action.keys.first()));
        }
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
