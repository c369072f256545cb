// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/FakeShop.h"
#include "tests/ui/support/UiHelp.h"
#include "ui/shell/HelpWindow.h"
#include "ui/shell/PanelList.h"
#include "ui/shell/ShortcutTable.h"
#include "ui/shell/Workspace.h"

#include <QAbstractButton>
#include <QAction>
#include <QLineEdit>
#include <QShortcut>
#include <QTest>
#include <QTextBrowser>

using namespace pos;
using namespace pos::ui;
using namespace pos::ui::test;

class ShortcutsTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<FakeShop> m_shop;
    std::unique_ptr<DesktopApplication> m_desktop;

    void open(bool firstRun = false)
    {
        m_shop->setFirstRun(firstRun);
        m_desktop = std::make_unique<DesktopApplication>(
            DesktopApplication::Options{.server = m_shop->url(), .language = Language::English, .look = Look::Light});
        m_desktop->show();
        QVERIFY(QTest::qWaitForWindowActive(&m_desktop->window()));
    }

    // What Qt was told, by the objects themselves.
    QSet<QKeySequence> registered() const
    {
        QSet<QKeySequence> keys;
        for (const auto *shortcut : m_desktop->window().findChildren<QShortcut *>())
            keys.insert(shortcut->key());
        for (const auto *button : m_desktop->window().findChildren<QAbstractButton *>())
            keys.insert(button->shortcut());
        for (const auto *action : m_desktop->window().findChildren<QAction *>())
            keys.insert(action->shortcut());
        keys.remove(QKeySequence());
        return keys;
    }

private Q_SLOTS:
    void init()
    {
        m_shop = std::make_unique<FakeShop>();
        furnish(*m_shop);
    }
    void cleanup()
    {
        m_desktop.reset();
        m_shop.reset();
    }

    void theSheetListsWhatIsRegisteredAndNothingElse()
    {
        open(true);
        QTRY_VERIFY(isShown(*m_desktop, "wizard.next"));
        QSet<QKeySequence> real = registered();
        m_desktop.reset();
        open();
        QVERIFY(signIn(*m_desktop, QLatin1String(FakeShop::kEmail), QLatin1String(FakeShop::kPassword)));
        for (const PanelEntry &entry : allPanels())
            m_desktop->window().workspace()->openPanel(QString::fromLatin1(entry.key));
        real += registered();

        QSet<QKeySequence> listed;
        for (const ShortcutLine &line : shortcutTable()) {
            if (line.kind == ShortcutLine::Kind::Shortcut)
                listed.unite(QSet<QKeySequence>(line.keys.begin(), line.keys.end()));
        }
        const auto words = [](const QSet<QKeySequence> &keys) {
            QStringList list;
            for (const QKeySequence &one : keys)
                list.append(one.toString());
            return list.join(u' ');
        };
        QCOMPARE(words(real - listed), QString()); // works, and nobody is told
        QCOMPARE(words(listed - real), QString()); // is told, and does not work
    }

    void eachKeyMeansOneThing()
    {
        QHash<QKeySequence, QString> seen;
        for (const ShortcutLine &line : shortcutTable()) {
            for (const QKeySequence &keys : line.keys) {
                QVERIFY2(!seen.contains(keys), qPrintable(keys.toString() + u' ' + line.words));
                seen.insert(keys, line.words);
            }
        }
    }

    void aQuestionMarkOpensTheSheet()
    {
        open();
        QVERIFY(signIn(*m_desktop, QLatin1String(FakeShop::kEmail), QLatin1String(FakeShop::kPassword)));
        QTest::keyClick(&m_desktop->window(), Qt::Key_Question);
        auto *help = m_desktop->window().findChild<HelpWindow *>();
        QVERIFY(help && help->isVisible());
        QCOMPARE(help->page(), HelpWindow::shortcutsPage());
        const QString text = help->findChild<QTextBrowser *>(QStringLiteral("help.text"))->toPlainText();
        for (const char *told : {"Ctrl+K", "Ctrl+1", "F1", "Orders", "Save what is being edited"})
            QVERIFY2(text.contains(QLatin1String(told)), told);
    }

    void aQuestionMarkInAFieldIsALetter()
    {
        open();
        QTRY_VERIFY(isShown(*m_desktop, "signIn.email"));
        auto *email = find<QLineEdit>(*m_desktop, "signIn.email");
        email->setFocus();
        QTest::keyClicks(email, QStringLiteral("a?"));
        QCOMPARE(email->text(), QStringLiteral("a?"));
        QVERIFY(!m_desktop->window().findChild<HelpWindow *>());
    }

    void buttonsTellTheirKeysInTheirTooltip()
    {
        open();
        QVERIFY(signIn(*m_desktop, QLatin1String(FakeShop::kEmail), QLatin1String(FakeShop::kPassword)));
        for (const PanelEntry &entry : allPanels())
            m_desktop->window().workspace()->openPanel(QString::fromLatin1(entry.key));
        for (const auto *button : m_desktop->window().findChildren<QAbstractButton *>()) {
            const QString keys = button->shortcut().toString(QKeySequence::NativeText);
            QVERIFY2(keys.isEmpty() || !button->isEnabled() || button->toolTip().contains(keys),
                     qPrintable(button->objectName()));
        }
        QVERIFY(find(*m_desktop, "rail.find")->toolTip().contains(QStringLiteral("Ctrl+K")));
        QVERIFY(find(*m_desktop, "rail.look")->toolTip().contains(QStringLiteral("Ctrl+Shift+D")));
    }
};

QTEST_MAIN(ShortcutsTest)
#include "ShortcutsTest.moc"
