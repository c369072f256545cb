// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/FakeShop.h"
#include "tests/ui/support/UiHelp.h"
#include "ui/shell/PanelList.h"
#include "ui/shell/Workspace.h"
#include "ui/theme/FocusRing.h"
#include "ui/widgets/BusyBar.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/TableHeader.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAccessible>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QTextEdit>

using namespace pos;
using namespace pos::ui;
using namespace pos::ui::test;

// The window as a screen reader, a keyboard and weak eyes meet it, on every page.
class AccessibilityTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<FakeShop> m_shop;
    std::unique_ptr<DesktopApplication> m_desktop;

    MainWindow &window() const { return m_desktop->window(); }

    void open(const QString &page, Language language = Language::English)
    {
        m_desktop = std::make_unique<DesktopApplication>(
            DesktopApplication::Options{.server = m_shop->url(), .language = language, .look = Look::Light});
        window().resize(1180, 740);
        m_desktop->show();
        QVERIFY(QTest::qWaitForWindowActive(&window()));
        if (page == QLatin1String("sign-in")) {
            QTRY_VERIFY(isShown(*m_desktop, "signIn.email"));
            return;
        }
        QVERIFY(signIn(*m_desktop, QLatin1String(FakeShop::kEmail), QLatin1String(FakeShop::kPassword)));
        window().workspace()->openPanel(page);
        QVERIFY(QTest::qWaitFor([this] {
            for (const auto *bar : window().findChildren<BusyBar *>()) {
                if (bar->isVisible() && bar->isBusy())
                    return false;
            }
            return true;
        }));
    }

    static QString words(const QWidget *widget)
    {
        return QStringLiteral("%1 %2").arg(QLatin1String(widget->metaObject()->className()), widget->objectName());
    }

    QList<QWidget *> controls() const
    {
        QList<QWidget *> found;
        for (auto *widget : window().findChildren<QWidget *>()) {
            const bool inside = widget->focusProxy() || qobject_cast<QAbstractItemView *>(widget->parentWidget());
            if (widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus) && !inside)
                found.append(widget);
        }
        return found;
    }

    static void addPages()
    {
        QTest::addColumn<QString>("page");
        QTest::newRow("sign-in") << "sign-in";
        for (const PanelEntry &entry : allPanels())
            QTest::newRow(entry.key) << QString::fromLatin1(entry.key);
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
        TextSize::apply(100);
    }

    void everyControlHasAName_data() { addPages(); }
    void everyControlHasAName()
    {
        QFETCH(QString, page);
        open(page);
        QVERIFY(!controls().isEmpty());
        QStringList nameless;
        for (QWidget *control : controls()) {
            QAccessibleInterface *seen = QAccessible::queryAccessibleInterface(control);
            if (!seen || seen->text(QAccessible::Name).trimmed().isEmpty())
                nameless.append(words(control));
        }
        QCOMPARE(nameless.join(u'\n'), QString());
    }

    void everyControlIsReachedByTab_data() { addPages(); }
    void everyControlIsReachedByTab()
    {
        QFETCH(QString, page);
        open(page);
        QSet<QWidget *> reached;
        for (int i = 0; i < 200 && QApplication::focusWidget(); ++i) {
            reached.insert(QApplication::focusWidget());
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QStringList missed;
        for (QWidget *control : controls()) {
            // Of a group of choices one is reached by Tab, the others by arrow keys.
            const auto *choice = qobject_cast<QAbstractButton *>(control);
            const bool inGroup = choice && choice->autoExclusive() && choice->isCheckable() && !choice->isChecked();
            if (!reached.contains(control) && !inGroup)
                missed.append(words(control));
        }
        QCOMPARE(missed.join(u'\n'), QString());
    }

    void whatHasTheKeyboardShowsIt_data() { addPages(); }
    void whatHasTheKeyboardShowsIt()
    {
        QFETCH(QString, page);
        open(page);
        auto *ring = window().findChild<FocusRing *>();
        QStringList hidden;
        QVERIFY(QApplication::focusWidget());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        for (int i = 0; i < 60 && QApplication::focusWidget(); ++i) {
            QWidget *at = QApplication::focusWidget();
            const bool own = qobject_cast<QLineEdit *>(at) || qobject_cast<QComboBox *>(at)
                             || qobject_cast<QAbstractItemView *>(at) || at->inherits("QTextEdit")
                             || at->inherits("QPlainTextEdit") || at->inherits("QAbstractSpinBox");
            const QRect place(at->mapTo(&window(), QPoint()), at->size());
            if (!own && !(ring->isVisible() && ring->geometry().intersects(place)))
                hidden.append(words(at));
            QTest::keyClick(at, Qt::Key_Tab);
        }
        hidden.removeDuplicates();
        QCOMPARE(hidden.join(u'\n'), QString());
    }

    void nothingIsCutOffAtOneAndAHalf_data()
    {
        QTest::addColumn<QString>("page");
        QTest::addColumn<QString>("language");
        for (const char *language : {"en", "id"}) {
            QTest::addRow("sign-in %s", language) << QStringLiteral("sign-in") << QString::fromLatin1(language);
            for (const PanelEntry &entry : allPanels())
                QTest::addRow("%s %s", entry.key, language)
                    << QString::fromLatin1(entry.key) << QString::fromLatin1(language);
        }
    }
    void nothingIsCutOffAtOneAndAHalf()
    {
        QFETCH(QString, page);
        QFETCH(QString, language);
        open(page, Languages::fromCode(language));
        m_desktop->preferences().setTextPercent(150);
        QTRY_COMPARE(cutTexts().join(u'\n'), QString());
        m_desktop->preferences().setTextPercent(100);
    }

    void textSizesComeAndGoWithoutATrace()
    {
        open(QStringLiteral("orders"));
        const auto sizes = [this] {
            QStringList list;
            for (const auto *widget : find(*m_desktop, "rail")->findChildren<QWidget *>()) {
                if (widget->isVisible())
                    list.append(QStringLiteral("%1 %2 %3 %4")
                                    .arg(widget->objectName())
                                    .arg(widget->minimumHeight())
                                    .arg(widget->maximumHeight())
                                    .arg(widget->font().pixelSize()));
            }
            return list;
        };
        QTRY_VERIFY(!sizes().isEmpty());
        const QStringList before = sizes();
        QTest::keyClick(&window(), Qt::Key_Plus, Qt::ControlModifier);
        QCOMPARE(m_desktop->preferences().textPercent(), 125);
        QTest::keyClick(&window(), Qt::Key_Plus, Qt::ControlModifier);
        QTest::keyClick(&window(), Qt::Key_Plus, Qt::ControlModifier);
        QCOMPARE(m_desktop->preferences().textPercent(), 150);
        QVERIFY(find<QWidget>(*m_desktop, "nav.orders")->height() > 40);
        QTest::keyClick(&window(), Qt::Key_Minus, Qt::ControlModifier);
        QTest::keyClick(&window(), Qt::Key_Minus, Qt::ControlModifier);
        QCOMPARE(m_desktop->preferences().textPercent(), 100);
        QTRY_COMPARE(sizes(), before);
    }

private:
    QStringList cutTexts() const
    {
        QStringList cut;
        for (const auto *label : window().findChildren<QLabel *>()) {
            if (!label->isVisible() || qobject_cast<const ElidedLabel *>(label) || label->text().isEmpty())
                continue;
            const int height = label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
            if ((!label->wordWrap() && label->width() < label->sizeHint().width()) || label->height() < height)
                cut.append(QStringLiteral("%1 “%2” %3×%4, needs %5×%6")
                               .arg(words(label), label->text())
                               .arg(label->width())
                               .arg(label->height())
                               .arg(label->sizeHint().width())
                               .arg(height));
        }
        for (const auto *table : window().findChildren<DataTable *>()) {
            if (table->isVisible() && table->header()->length() > table->viewport()->width())
                cut.append(words(table) + QStringLiteral(" is wider than its place"));
        }
        for (const auto *button : window().findChildren<QPushButton *>()) {
            if (button->isVisible() && button->width() < button->minimumSizeHint().width())
                cut.append(words(button) + QStringLiteral(" “") + button->text() + u'”');
        }
        return cut;
    }
};

QTEST_MAIN(AccessibilityTest)
#include "AccessibilityTest.moc"
