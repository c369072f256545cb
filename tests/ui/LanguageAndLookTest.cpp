// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/FakeShop.h"
#include "tests/ui/support/UiHelp.h"
#include "ui/shell/Workspace.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/ElidedLabel.h"

#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace pos;
using namespace pos::ui;
using namespace pos::ui::test;

class LanguageAndLookTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<FakeShop> m_shop;
    std::unique_ptr<DesktopApplication> m_desktop;

    void open(const QString &store = QStringLiteral(":memory:"), std::optional<Language> language = Language::English)
    {
        m_desktop = std::make_unique<DesktopApplication>(
            DesktopApplication::Options{.server = m_shop->url(),
                                        .storeFile = store,
                                        .language = language,
                                        .look = language ? std::optional(Look::Light) : std::nullopt});
        m_desktop->window().resize(1180, 740);
        m_desktop->show();
        QVERIFY(signIn(*m_desktop, QLatin1String(FakeShop::kEmail), QLatin1String(FakeShop::kPassword)));
        openPage(*m_desktop, "orders");
        QTRY_VERIFY(find<DataTable>(*m_desktop, "orders.table")->model()->rowCount() > 0);
    }

    // Words that stand in front of the person, without data and without what gives way by an ellipsis.
    QStringList cutTexts() const
    {
        QStringList cut;
        for (const auto *label : m_desktop->window().findChildren<QLabel *>()) {
            if (!label->isVisible() || qobject_cast<const ElidedLabel *>(label) || label->text().isEmpty())
                continue;
            const int height = label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
            if ((!label->wordWrap() && label->width() < label->sizeHint().width()) || label->height() < height)
                cut.append(label->text());
        }
        for (const auto *button : m_desktop->window().findChildren<QPushButton *>()) {
            if (button->isVisible() && button->width() < button->minimumSizeHint().width())
                cut.append(button->text());
        }
        return cut;
    }

    QStringList shownWords() const
    {
        QStringList words;
        for (const auto *label : m_desktop->window().findChildren<QLabel *>()) {
            if (label->isVisible())
                words.append(label->text());
        }
        for (const auto *button : m_desktop->window().findChildren<QAbstractButton *>()) {
            if (button->isVisible())
                words.append(button->text());
        }
        return words;
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

    void theLanguageSwitchesWhileRunning()
    {
        open();
        auto *table = find<DataTable>(*m_desktop, "orders.table");
        table->selectRow(1);
        QTRY_VERIFY(isShown(*m_desktop, "order.lines"));
        QVERIFY(shownWords().contains(QStringLiteral("Subtotal")));
        find<QAbstractButton>(*m_desktop, "rail.language")->click();
        QTRY_VERIFY(shownWords().contains(QStringLiteral("Pesanan")));
        QTRY_VERIFY(shownWords().contains(QStringLiteral("Dibayar tunai")));
        QVERIFY(!shownWords().contains(QStringLiteral("Orders")));
        QVERIFY(!shownWords().contains(QStringLiteral("Paid in cash")));
        QCOMPARE(table->model()->headerData(1, Qt::Horizontal).toString(), QStringLiteral("Waktu"));
        QCOMPARE(table->model()->index(1, 5).data().toString(), QStringLiteral("Menunggu bayar"));
        QVERIFY(table->model()->index(1, 1).data().toString().contains(QStringLiteral("15.21")));
        QCOMPARE(table->model()->index(1, 4).data().toString(),
                 QStringLiteral("Rp58.000")); // as the shop, not the language
        m_desktop->window().workspace()->reloadAll();
        QTRY_COMPARE(m_shop->requests().last().header("accept-language"), QByteArray("id"));
        find<QAbstractButton>(*m_desktop, "rail.language")->click();
        QTRY_VERIFY(shownWords().contains(QStringLiteral("Orders")));
    }

    void theLookSwitchesWhileRunning()
    {
        open();
        const QColor before = m_desktop->window().grab().toImage().pixelColor(600, 20);
        QCOMPARE(before.rgb(), tok::light.canvas);
        find<QAbstractButton>(*m_desktop, "rail.look")->click();
        QTRY_COMPARE(m_desktop->window().grab().toImage().pixelColor(600, 20).rgb(), tok::dark.canvas);
        QCOMPARE(m_desktop->window().grab().toImage().pixelColor(20, 600).rgb(), tok::dark.rail);
    }

    void bothComeBackWithTheNextStart()
    {
        QTemporaryDir folder;
        const QString store = folder.filePath(QStringLiteral("desktop.sqlite"));
        open(store);
        find<QAbstractButton>(*m_desktop, "rail.language")->click();
        find<QAbstractButton>(*m_desktop, "rail.look")->click();
        auto *table = find<DataTable>(*m_desktop, "orders.table");
        table->setColumnWidth(4, 140);
        m_desktop->window().close();
        m_desktop.reset();
        open(store, std::nullopt);
        QCOMPARE(m_desktop->languages().current(), Language::Indonesian);
        QCOMPARE(Theme::look(), Look::Dark);
        QCOMPARE(find<DataTable>(*m_desktop, "orders.table")->columnWidth(4), 140);
    }

    void nothingIsCutOff_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("English") << "en";
        QTest::newRow("Indonesian") << "id";
    }
    void nothingIsCutOff()
    {
        QFETCH(QString, language);
        open(QStringLiteral(":memory:"), Languages::fromCode(language));
        find<DataTable>(*m_desktop, "orders.table")->selectRow(1);
        QTRY_VERIFY(isShown(*m_desktop, "order.lines"));
        QTRY_COMPARE(cutTexts().join(u'|'), QString());
    }
};

QTEST_MAIN(LanguageAndLookTest)
#include "LanguageAndLookTest.moc"
