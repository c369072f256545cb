// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ScanInput.h"
#include "tests/ui/support/Scanner.h"

#include <QDialog>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>
#include <QVBoxLayout>

using namespace pos::ui;
using pos::ui::test::Scanner;

class ScanInputTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QWidget> m_window;
    QWidget *m_page = nullptr;
    QLineEdit *m_edit = nullptr;
    QLineEdit *m_outside = nullptr;
    std::unique_ptr<QSignalSpy> m_scans;
    Scanner m_scanner;
    const QString m_code = QStringLiteral("0899100210542");

    template<class Widget>
    Widget *inPage()
    {
        auto *widget = new Widget;
        m_page->layout()->addWidget(widget);
        return widget;
    }
    QString lastScan() const { return m_scans->isEmpty() ? QString() : m_scans->last()[0].toString(); }

private Q_SLOTS:
    void init()
    {
        m_window = std::make_unique<QWidget>();
        auto *column = new QVBoxLayout(m_window.get());
        m_page = new QWidget;
        m_outside = new QLineEdit;
        column->addWidget(m_page);
        column->addWidget(m_outside);
        new QVBoxLayout(m_page);
        m_edit = inPage<QLineEdit>();
        auto *input = new ScanInput(m_page);
        m_scans = std::make_unique<QSignalSpy>(input, &ScanInput::scanned);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_edit->setFocus();
    }
    void cleanup()
    {
        m_scans.reset();
        m_window.reset();
    }

    void takesABurstOutOfTheFieldThatHadTheFocus_data()
    {
        QTest::addColumn<Qt::Key>("end");
        QTest::newRow("Enter") << Qt::Key_Return;
        QTest::newRow("keypad") << Qt::Key_Enter;
        QTest::newRow("Tab") << Qt::Key_Tab;
    }
    void takesABurstOutOfTheFieldThatHadTheFocus()
    {
        QFETCH(Qt::Key, end);
        auto *next = inPage<QLineEdit>();
        m_edit->setText(QStringLiteral("12 pieces"));
        m_edit->setCursorPosition(2);
        QSignalSpy entered(m_edit, &QLineEdit::returnPressed);
        QSignalSpy edited(m_edit, &QLineEdit::textEdited);
        m_scanner.scan(m_code, nullptr, end);
        QCOMPARE(lastScan(), m_code);
        QCOMPARE(m_edit->text(), QStringLiteral("12 pieces"));
        QCOMPARE(m_edit->cursorPosition(), 2);
        QCOMPARE(entered.size(), 0);
        QCOMPARE(edited.last()[0].toString(), QStringLiteral("12 pieces"));
        QVERIFY(m_edit->hasFocus() && !next->hasFocus());
    }

    void givesASelectionBackThatTheFirstKeyReplaced()
    {
        m_edit->setText(QStringLiteral("Rp12.500"));
        m_edit->selectAll();
        m_scanner.scan(m_code);
        QCOMPARE(m_edit->text(), QStringLiteral("Rp12.500"));
        QCOMPARE(m_edit->selectedText(), QStringLiteral("Rp12.500"));
    }

    void saysThatItReads()
    {
        QSignalSpy reading(m_page->findChild<ScanInput *>(), &ScanInput::readingChanged);
        m_scanner.press(Qt::Key_1, QStringLiteral("1"), 500, m_edit);
        QCOMPARE(reading.size(), 1);
        QVERIFY(reading[0][0].toBool());
        QTRY_COMPARE(reading.size(), 2); // a person's key: nothing followed
        QVERIFY(!reading[1][0].toBool());
        m_scanner.scan(m_code);
        QCOMPARE(reading.size(), 4);
        QVERIFY(!reading[3][0].toBool());
    }

    void keepsCapitalsAndLeadingZeros()
    {
        m_scanner.press(Qt::Key_A, QStringLiteral("A"), Scanner::kPause, m_edit);
        m_scanner.press(Qt::Key_Shift, {}, 1, m_edit);
        m_scanner.press(Qt::Key_B, QStringLiteral("B"), 5, m_edit);
        m_scanner.press(Qt::Key_0, QStringLiteral("0"), 5, m_edit);
        m_scanner.press(Qt::Key_Minus, QStringLiteral("-"), 5, m_edit);
        m_scanner.press(Qt::Key_Return, QStringLiteral("\r"), 5, m_edit);
        QCOMPARE(lastScan(), QStringLiteral("AB0-"));
    }

    void typingStaysWhereItIs()
    {
        QSignalSpy entered(m_edit, &QLineEdit::returnPressed);
        m_scanner.typeByHand(m_code);
        m_scanner.press(Qt::Key_Return, QStringLiteral("\r"), 120, m_edit);
        QCOMPARE(m_scans->size(), 0);
        QCOMPARE(m_edit->text(), m_code);
        QCOMPARE(entered.size(), 1);
    }

    void aFastPairOfKeysIsNoScanner()
    {
        m_scanner.press(Qt::Key_1, QStringLiteral("1"), 500, m_edit);
        m_scanner.press(Qt::Key_2, QStringLiteral("2"), 10, m_edit);
        m_scanner.press(Qt::Key_Return, QStringLiteral("\r"), 10, m_edit);
        QCOMPARE(m_scans->size(), 0);
        QCOMPARE(m_edit->text(), QStringLiteral("12"));
    }

    void aSlowEnterAfterFastKeysIsAPersons()
    {
        for (const QChar c : m_code)
            m_scanner.press(static_cast<Qt::Key>(c.unicode()), QString(c), 8, m_edit);
        m_scanner.press(Qt::Key_Return, QStringLiteral("\r"), 200, m_edit);
        QCOMPARE(m_scans->size(), 0);
        QCOMPARE(m_edit->text(), m_code);
    }

    void whatWasTypedJustBeforeABurstStays()
    {
        m_scanner.typeByHand(QStringLiteral("24"));
        m_scanner.scan(m_code);
        QCOMPARE(m_edit->text(), QStringLiteral("24"));
        QCOMPARE(lastScan(), m_code);
    }

    void keysWithoutATimeAreTyped()
    {
        QTest::keyClicks(m_edit, m_code);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(m_scans->size(), 0);
        QCOMPARE(m_edit->text(), m_code);
    }

    void aTableDoesNotSearchForACode()
    {
        auto *table = inPage<QTableWidget>();
        table->setRowCount(3);
        table->setColumnCount(1);
        for (int row = 0; row < 3; ++row)
            table->setItem(
                row, 0,
                new QTableWidgetItem(QStringList{QStringLiteral("x"), QStringLiteral("8"), QStringLiteral("99")}[row]));
        table->setEditTriggers(QAbstractItemView::NoEditTriggers);
        table->setCurrentCell(0, 0);
        table->setFocus();
        m_scanner.scan(m_code);
        QCOMPARE(lastScan(), m_code);
        QCOMPARE(table->currentRow(), 0);
    }

    void aButtonIsNotPressed()
    {
        auto *button = inPage<QPushButton>();
        button->setDefault(true);
        button->setAutoDefault(true);
        QSignalSpy clicked(button, &QPushButton::clicked);
        button->setFocus();
        m_scanner.scan(m_code);
        QCOMPARE(lastScan(), m_code);
        QCOMPARE(clicked.size(), 0);
    }

    void aNoteKeepsItsLines()
    {
        auto *note = inPage<QPlainTextEdit>();
        note->setPlainText(QStringLiteral("one\ntwo"));
        note->setFocus();
        m_scanner.scan(m_code);
        QCOMPARE(lastScan(), m_code);
        QCOMPARE(note->toPlainText(), QStringLiteral("one\ntwo"));
    }

    void anotherPagesKeysAreItsOwn()
    {
        m_outside->setFocus();
        m_scanner.scan(m_code);
        QCOMPARE(m_scans->size(), 0);
        QCOMPARE(m_outside->text(), m_code);
        m_page->hide();
        m_scanner.scan(m_code, m_window.get());
        QCOMPARE(m_scans->size(), 0);
    }

    void withoutAFocusTheWindowsKeysCount()
    {
        m_scanner.scan(m_code, m_window.get());
        QCOMPARE(lastScan(), m_code);
        QCOMPARE(m_scans->size(), 1);
    }

    void aQuestionIsNotAnsweredByAScanner()
    {
        QDialog question(m_window.get());
        auto *yes = new QPushButton(&question);
        QSignalSpy clicked(yes, &QPushButton::clicked);
        question.setModal(true);
        question.show();
        yes->setDefault(true);
        yes->setFocus();
        m_scanner.scan(m_code, yes);
        QCOMPARE(clicked.size(), 0);
        QCOMPARE(m_scans->size(), 0);
        m_scanner.press(Qt::Key_Return, QStringLiteral("\r"), 900, yes);
        QCOMPARE(clicked.size(), 1);
    }
};

QTEST_MAIN(ScanInputTest)
#include "ScanInputTest.moc"
