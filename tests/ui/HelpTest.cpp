// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/FakeShop.h"
#include "tests/ui/support/UiHelp.h"
#include "ui/shell/HelpPages.h"
#include "ui/shell/HelpWindow.h"
#include "ui/shell/PanelList.h"
#include "ui/shell/Workspace.h"

#include <QDir>
#include <QLineEdit>
#include <QListWidget>
#include <QRegularExpression>
#include <QTest>
#include <QTextBrowser>

using namespace pos;
using namespace pos::ui;
using namespace pos::ui::test;

class HelpTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<FakeShop> m_shop;
    std::unique_ptr<DesktopApplication> m_desktop;

    HelpWindow *help() const { return m_desktop->window().findChild<HelpWindow *>(); }
    QString text() const { return help()->findChild<QTextBrowser *>(QStringLiteral("help.text"))->toPlainText(); }

private Q_SLOTS:
    void init()
    {
        m_shop = std::make_unique<FakeShop>();
        furnish(*m_shop);
        m_desktop = std::make_unique<DesktopApplication>(
            DesktopApplication::Options{.server = m_shop->url(), .language = Language::English, .look = Look::Light});
        m_desktop->show();
        QVERIFY(QTest::qWaitForWindowActive(&m_desktop->window()));
    }
    void cleanup()
    {
        m_desktop.reset();
        m_shop.reset();
    }

    void everyPageHasHelpInBothLanguages()
    {
        for (const QString &key : HelpPages::keys()) {
            for (const Language language : {Language::English, Language::Indonesian}) {
                QVERIFY2(!HelpPages::title(key, language).isEmpty(), qPrintable(key));
                QVERIFY2(HelpPages::markdown(key, language).size() > 300, qPrintable(key));
            }
            QVERIFY2(HelpPages::title(key, Language::English) != HelpPages::title(key, Language::Indonesian),
                     qPrintable(key));
        }
        for (const PanelEntry &entry : allPanels())
            QCOMPARE(HelpPages::title(QString::fromLatin1(entry.key), Language::English), panelTitle(entry));
    }

    void bothLanguagesHaveTheSamePagesAndSections()
    {
        const auto pages = [](const char *language) {
            return QDir(QStringLiteral(POS_SOURCE_DIR "/docs/help/%1").arg(QLatin1String(language)))
                .entryList({QStringLiteral("*.md")}, QDir::Files, QDir::Name);
        };
        QCOMPARE(pages("id"), pages("en"));
        for (const QString &key : HelpPages::keys())
            QCOMPARE(HelpPages::markdown(key, Language::Indonesian).count(QStringLiteral("\n## ")),
                     HelpPages::markdown(key, Language::English).count(QStringLiteral("\n## ")));
    }

    void everyLinkLeadsToAPage()
    {
        static const QRegularExpression link(QStringLiteral("\\]\\(([a-z-]+)\\.md\\)"));
        int found = 0;
        for (const QString &key : HelpPages::keys()) {
            for (const Language language : {Language::English, Language::Indonesian}) {
                const QString page = HelpPages::markdown(key, language);
                for (auto match = link.globalMatch(page); match.hasNext(); ++found) {
                    const QString to = match.next().captured(1);
                    const QString file = QStringLiteral(POS_SOURCE_DIR "/docs/help/en/%1.md").arg(to);
                    QVERIFY2(QFile::exists(file) || to == HelpWindow::shortcutsPage(), qPrintable(key + u' ' + to));
                }
            }
        }
        QVERIFY(found > 10);
    }

    void f1OpensTheHelpOfThePage()
    {
        QTRY_VERIFY(isShown(*m_desktop, "signIn.email"));
        QTest::keyClick(&m_desktop->window(), Qt::Key_F1);
        QVERIFY(help() && help()->isVisible());
        QCOMPARE(help()->page(), QStringLiteral("first-steps"));
        help()->close();
        QVERIFY(signIn(*m_desktop, QLatin1String(FakeShop::kEmail), QLatin1String(FakeShop::kPassword)));
        m_desktop->window().workspace()->openPanel(QStringLiteral("products"));
        QVERIFY(bringToFront(*m_desktop));
        QTest::keyClick(&m_desktop->window(), Qt::Key_F1);
        QTRY_COMPARE(help()->page(), QStringLiteral("products"));
        QVERIFY(text().contains(QStringLiteral("Make a product")));
        QTest::keyClick(help(), Qt::Key_Escape);
        QTRY_VERIFY(!help()->isVisible());
    }

    void theHelpFollowsTheLanguage()
    {
        QVERIFY(signIn(*m_desktop, QLatin1String(FakeShop::kEmail), QLatin1String(FakeShop::kPassword)));
        m_desktop->window().workspace()->openPanel(QStringLiteral("products"));
        QTest::keyClick(&m_desktop->window(), Qt::Key_F1);
        QVERIFY(help());
        m_desktop->preferences().setLanguage(Language::Indonesian);
        QTRY_VERIFY(text().contains(QStringLiteral("Membuat produk")));
        QVERIFY(!text().contains(QStringLiteral("Make a product")));
    }

    void pagesAreFoundByTheirWords()
    {
        QTRY_VERIFY(isShown(*m_desktop, "signIn.email"));
        QTest::keyClick(&m_desktop->window(), Qt::Key_F1);
        auto *list = help()->findChild<QListWidget *>(QStringLiteral("help.pages"));
        const int all = list->count();
        type(help()->findChild<QLineEdit *>(QStringLiteral("help.search")), QStringLiteral("barcode"));
        QVERIFY(list->count() > 0 && list->count() < all);
        QVERIFY(!list->findItems(QStringLiteral("Products"), Qt::MatchExactly).isEmpty());
        list->setCurrentItem(list->findItems(QStringLiteral("Products"), Qt::MatchExactly).first());
        QCOMPARE(help()->page(), QStringLiteral("products"));
    }
};

QTEST_MAIN(HelpTest)
#include "HelpTest.moc"
