// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/StartupWords.h"
#include "ui/language/Languages.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace pos;

class StartupWordsTest : public QObject {
    Q_OBJECT

private:
    // The server's sources, neighbouring literals joined as the compiler does.
    static QString sources()
    {
        static const QRegularExpression seam(QStringLiteral("\"\\s*\n\\s*\""));
        QString all;
        for (const char *folder : {"infra/cluster", "infra/postgres", "runtime"}) {
            QDirIterator files(QStringLiteral(POS_SOURCE_DIR "/server/") + QLatin1String(folder),
                               {QStringLiteral("*.cpp")}, QDir::Files);
            while (files.hasNext()) {
                QFile file(files.next());
                if (file.open(QIODevice::ReadOnly))
                    all += QString::fromUtf8(file.readAll()).remove(seam);
            }
        }
        return all;
    }

private Q_SLOTS:
    void everySentenceOfTheStartIsSpokenInBothLanguages()
    {
        static const QRegularExpression said(QStringLiteral("progress\\(\\s*QStringLiteral\\(\\s*\"([^\"]+)\""));
        const QString text = sources();
        ui::Languages languages;
        int found = 0;
        for (auto match = said.globalMatch(text); match.hasNext(); ++found) {
            const QString sentence = match.next().captured(1);
            QVERIFY2(app::StartupWords::known().contains(sentence), qPrintable(sentence));
        }
        QVERIFY(found >= 3);
        for (const QString &known : app::StartupWords::known()) {
            const QString english = QString(known)
                                        .replace(QStringLiteral("%1"), QStringLiteral("first"))
                                        .replace(QStringLiteral("%2"), QStringLiteral("second"))
                                        .replace(QStringLiteral("%3"), QStringLiteral("third"));
            languages.apply(Language::English);
            QCOMPARE(app::StartupWords::shown(english), english);
            languages.apply(Language::Indonesian);
            const QString words = app::StartupWords::shown(english);
            QVERIFY2(words != english && !words.contains(u'%'), qPrintable(words));
            for (const char *kept : {"first", "second", "third"})
                QCOMPARE(words.contains(QLatin1String(kept)), english.contains(QLatin1String(kept)));
        }
    }

    void theServerStillSaysThem()
    {
        const QString text = sources();
        for (const QString &known : app::StartupWords::known())
            QVERIFY2(text.contains(known), qPrintable(known));
    }

    void whatIsNotKnownIsShownAsItIs()
    {
        ui::Languages languages;
        languages.apply(Language::Indonesian);
        QCOMPARE(app::StartupWords::shown(QStringLiteral("Something new")), QStringLiteral("Something new"));
    }
};

QTEST_GUILESS_MAIN(StartupWordsTest)
#include "StartupWordsTest.moc"
