// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/DataTable.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/CellRole.h"
#include "ui/widgets/MoneyField.h"
#include "ui/widgets/QuantityField.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QMimeData>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>

using namespace pos;
using namespace pos::ui;

class DataTableTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QStandardItemModel> m_model;
    std::unique_ptr<DataTable> m_table;

private Q_SLOTS:
    void initTestCase()
    {
        Theme::install();
        Theme::apply(Look::Light);
    }

    void init()
    {
        m_model = std::make_unique<QStandardItemModel>(3, 4);
        for (int column = 0; column < 4; ++column) {
            m_model->setHeaderData(column, Qt::Horizontal, QStringLiteral("key%1").arg(column), KeyRole);
            for (int row = 0; row < 3; ++row)
                m_model->setData(m_model->index(row, column), QStringLiteral("%1.%2").arg(row).arg(column));
        }
        m_table = std::make_unique<DataTable>(tok::row);
        m_table->setModel(m_model.get());
        m_table->setColumns(0, 200, {{0, 0}, {100, 2}, {120, 1}, {90, 0}});
        m_table->resize(700, 300);
        m_table->show();
    }

    void hidesTheLeastNeededFirstAndNeverSqueezesTheMainOne()
    {
        QVERIFY(!m_table->isColumnHidden(2));
        m_table->resize(450, 300);
        QVERIFY(m_table->isColumnHidden(2));
        QVERIFY(!m_table->isColumnHidden(1));
        m_table->resize(320, 300);
        QVERIFY(m_table->isColumnHidden(1));
        QVERIFY(!m_table->isColumnHidden(3));
        QVERIFY(m_table->columnWidth(0) >= 200);
        m_table->resize(900, 300);
        QVERIFY(!m_table->isColumnHidden(1) && !m_table->isColumnHidden(2));
    }

    void aWidthSomebodyChoseSurvivesHiding()
    {
        m_table->setColumnWidth(2, 150);
        m_table->resize(420, 300);
        QVERIFY(m_table->isColumnHidden(2));
        m_table->resize(900, 300);
        QCOMPARE(m_table->columnWidth(2), 150);
    }

    void keepsWidthsAndOrder()
    {
        m_table->setColumnWidth(3, 130);
        m_table->horizontalHeader()->moveSection(3, 1);
        const QJsonObject state = m_table->layoutState();
        DataTable other(tok::row);
        other.setModel(m_model.get());
        other.setColumns(0, 200, {{0, 0}, {100, 2}, {120, 1}, {90, 0}});
        other.resize(700, 300);
        other.show();
        other.restoreLayout(state);
        QCOMPARE(other.columnWidth(3), 130);
        QCOMPARE(other.horizontalHeader()->visualIndex(3), 1);
        other.restoreLayout({}); // nothing kept yet: nothing changes
        QCOMPARE(other.columnWidth(3), 130);
    }

    void copiesRowsForASpreadsheet()
    {
        m_table->setFocus();
        m_table->selectRow(1);
        QTest::keySequence(m_table.get(), QKeySequence::Copy);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("1.0\t1.1\t1.2\t1.3"));
        const QString html = QGuiApplication::clipboard()->mimeData()->html();
        QVERIFY(html.contains(QStringLiteral("<td>1.1</td>")));
        QVERIFY(html.contains(QStringLiteral("<th>")));
    }

    void aCopiedCellIsNoMarkup()
    {
        m_model->setData(m_model->index(0, 1), QStringLiteral("<b>a</b>\tb"));
        m_table->selectRow(0);
        m_table->copySelection();
        QVERIFY(QGuiApplication::clipboard()->mimeData()->html().contains(QStringLiteral("&lt;b&gt;")));
        QCOMPARE(QGuiApplication::clipboard()->text().count(u'\t'), 3);
    }

    void homeAndEndGoToTheFirstAndTheLastRow()
    {
        m_table->setCurrentIndex(m_model->index(1, 2));
        QTest::keyClick(m_table.get(), Qt::Key_End);
        QCOMPARE(m_table->currentIndex().row(), 2);
        QTest::keyClick(m_table.get(), Qt::Key_Home);
        QCOMPARE(m_table->currentIndex().row(), 0);
    }

    void lettersAreForTheSearchAndEnterOpens()
    {
        QSignalSpy typed(m_table.get(), &DataTable::typed);
        QSignalSpy opened(m_table.get(), &DataTable::rowOpened);
        m_table->setCurrentIndex(m_model->index(1, 0));
        QTest::keyClick(m_table.get(), Qt::Key_K);
        QCOMPARE(typed.value(0).value(0).toString(), QStringLiteral("k"));
        QTest::keyClick(m_table.get(), Qt::Key_K, Qt::ControlModifier);
        QCOMPARE(typed.size(), 1);
        QTest::keyClick(m_table.get(), Qt::Key_Return);
        QCOMPARE(opened.value(0).value(0).toInt(), 1);
    }

    void columnsAreChosenAndStayChosen()
    {
        QMenu menu;
        m_table->fillColumnMenu(&menu);
        QVERIFY(!menu.actions().at(0)->isEnabled()); // the main one stays
        menu.actions().at(3)->trigger();
        QVERIFY(m_table->isColumnHidden(3));
        DataTable other(tok::row);
        other.setModel(m_model.get());
        other.setColumns(0, 200, {{0, 0}, {100, 2}, {120, 1}, {90, 0}});
        other.resize(900, 300);
        other.show();
        other.restoreLayout(m_table->layoutState());
        QVERIFY(other.isColumnHidden(3));
        QVERIFY(!other.isColumnHidden(1));
        m_table->setColumnWanted(3, true);
        QVERIFY(!m_table->isColumnHidden(3));
    }

    void anAmountIsShownWithItsSymbolOnceLeft()
    {
        MoneyField field;
        field.setFormat(MoneyFormat(QStringLiteral("IDR")));
        QWidget other;
        QTest::keyClicks(&field, QStringLiteral("100.000"));
        QCOMPARE(field.money().value(), Money::ofMinor(100000));
        QFocusEvent leave(QEvent::FocusOut);
        QCoreApplication::sendEvent(&field, &leave);
        QCOMPARE(field.text(), QStringLiteral("Rp100.000"));
        field.setText(QStringLiteral("1.50"));
        QCoreApplication::sendEvent(&field, &leave);
        QCOMPARE(field.text(), QStringLiteral("1.50")); // cannot be read: left as it is
        QVERIFY(!field.money());
    }

    void aQuantityKeepsThreeDecimals()
    {
        QuantityField field;
        field.setFormat(MoneyFormat(QStringLiteral("IDR")));
        field.setQuantity(Quantity::ofThousandths(7250));
        QCOMPARE(field.text(), QStringLiteral("7,25"));
        field.setText(QStringLiteral("0,125"));
        QCOMPARE(field.quantity().value(), Quantity::ofThousandths(125));
    }
};

QTEST_MAIN(DataTableTest)
#include "DataTableTest.moc"
