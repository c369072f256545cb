// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/language/Languages.h"

#include <QApplication>
#include <QFileDialog>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QTranslator>

using namespace pos;
using namespace pos::ui;

namespace {

// Hears which of its own texts Qt asks for, and leaves the answer to the translator before it.
class Listener final : public QTranslator {
public:
    bool isEmpty() const override { return false; }
    QString translate(const char *context, const char *source, const char *, int) const override
    {
        static const QByteArrayList keys{"QShortcut", "QGuiApplication"}; // are read, not shown
        const QByteArray asks = context;
        if (asks.startsWith('Q') && !keys.contains(asks) && qstrncmp(source, "Alt+", 4) != 0)
            m_asked.insert({asks, QByteArray(source)});
        return {};
    }
    QSet<QPair<QByteArray, QByteArray>> asked() const { return m_asked; }

private:
    mutable QSet<QPair<QByteArray, QByteArray>> m_asked;
};

} // namespace

// Where the desktop brings no file dialog of its own Qt shows its own one, and knows no Indonesian.
class QtTextsTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    Languages m_languages;
    Listener m_listener;

    void showDialog(QFileDialog::AcceptMode mode) const
    {
        QFileDialog dialog(nullptr, QStringLiteral("title"), m_folder.path());
        dialog.setOption(QFileDialog::DontUseNativeDialog);
        dialog.setAcceptMode(mode);
        dialog.setFileMode(mode == QFileDialog::AcceptOpen ? QFileDialog::ExistingFile : QFileDialog::AnyFile);
        dialog.setViewMode(QFileDialog::Detail);
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        // A name that is there already is asked about, one that is not there cannot be opened.
        const bool open = mode == QFileDialog::AcceptOpen;
        auto *name = dialog.findChild<QLineEdit *>(QStringLiteral("fileNameEdit"));
        name->setText(m_folder.filePath(open ? QStringLiteral("none.csv") : QStringLiteral("old.csv")));
        bool told = false;
        QTimer::singleShot(0, &dialog, [&] {
            auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
            told = box != nullptr;
            if (box)
                box->reject();
        });
        static_cast<QDialog &>(dialog).accept();
        QVERIFY(told);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QFile old(m_folder.filePath(QStringLiteral("old.csv")));
        QVERIFY(old.open(QIODevice::WriteOnly) && old.write("old") == 3);
        m_languages.apply(Language::Indonesian);
        QCoreApplication::installTranslator(&m_listener);
    }

    void theFileDialogSpeaksIndonesian()
    {
        showDialog(QFileDialog::AcceptSave);
        showDialog(QFileDialog::AcceptOpen);
        const auto asked = m_listener.asked();
        QVERIFY(asked.contains(qMakePair(QByteArray("QFileDialog"), QByteArray("Files of type:"))));
        QTranslator indonesian;
        QVERIFY(indonesian.load(QStringLiteral(":/translations/pos_id.qm")));
        QStringList untold;
        for (const auto &[context, source] : asked) {
            if (indonesian.translate(context.constData(), source.constData()).isEmpty())
                untold.append(QString::fromUtf8(context + '|' + source));
        }
        for (const QString &text : std::as_const(untold))
            qWarning("%s", qPrintable(text));
        QVERIFY(untold.isEmpty());
    }
};

QTEST_MAIN(QtTextsTest)
#include "QtTextsTest.moc"
