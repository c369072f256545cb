// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/Screenshots.h"
#include "tests/ui/support/ShownTexts.h"
#include "tests/ui/support/UiHelp.h"

#include <QAbstractItemModelTester>
#include <QAbstractItemView>
#include <QLocale>
#include <QRegularExpression>
#include <QTest>
#include <QTimeZone>
#include <QTranslator>

using namespace pos;
using namespace pos::ui;
using namespace pos::ui::test;

namespace {

// A language in which every text is bracketed: what stands outside was never given to a translator.
class PseudoLanguage : public QTranslator {
public:
    bool isEmpty() const override { return false; }
    QString translate(const char *, const char *source, const char *, int) const override
    {
        return QStringLiteral("⟦%1⟧").arg(QString::fromUtf8(source));
    }
};

// What is left of a text without brackets, the shop's own data, names of months and days, and names that are the same
// in every language.
QString outsideOf(QString text, const QSet<QString> &data)
{
    static const QRegularExpression bracketed(QStringLiteral("⟦[^⟦⟧]*⟧"));
    static const QRegularExpression setting(QStringLiteral("\\b[A-Z]+_[A-Z_]+\\b"));
    static const QRegularExpression word(QStringLiteral("\\p{L}{3,}"));
    while (text.contains(bracketed))
        text.remove(bracketed);
    text.remove(setting);
    if (data.contains(text.trimmed()) || QTimeZone::isTimeZoneIdAvailable(text.replace(u' ', u'_').toLatin1()))
        return {};
    static const QStringList names = [] {
        QStringList all{QStringLiteral("POS Back Office"),
                        QStringLiteral("Bahasa Indonesia"),
                        QStringLiteral("English"),
                        QStringLiteral("Semua teks dalam bahasa Indonesia"),
                        QStringLiteral("All texts in English"),
                        QStringLiteral("UTF"),
                        QStringLiteral("bytes")};
        for (const QLocale &locale :
             {QLocale(QLocale::English, QLocale::UnitedKingdom), QLocale(QLocale::Indonesian, QLocale::Indonesia)}) {
            for (const auto format : {QLocale::LongFormat, QLocale::ShortFormat}) {
                for (int month = 1; month <= 12; ++month)
                    all.append(locale.monthName(month, format));
                for (int day = 1; day <= 7; ++day)
                    all.append(locale.dayName(day, format));
            }
        }
        return all;
    }();
    QString left;
    for (auto match = word.globalMatch(text); match.hasNext();) {
        const QString one = match.next().captured();
        const bool known =
            std::any_of(names.begin(), names.end(), [&](const QString &name) { return name.contains(one); })
            || std::any_of(data.begin(), data.end(), [&](const QString &told) { return told.contains(one); });
        if (!known)
            left += one + u' ';
    }
    return left;
}

} // namespace

// The tour of the pictures, once more, in a language nobody speaks.
class PseudoLanguageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noTextIsOutsideTheTranslations()
    {
        PseudoLanguage pseudo;
        QSet<QString> complaints;
        int places = 0;
        Screenshots::Options options;
        options.size = QSize(1440, 900);
        options.languages = {Language::English};
        options.looks = {Look::Light};
        options.visit = [&](QWidget &window, const QString &name, QSet<QString> data) {
            data.insert(QStringLiteral("dua puluh")); // of the file that is imported
            QCoreApplication::removeTranslator(&pseudo); // over the one of a window that was made since
            QCoreApplication::installTranslator(&pseudo);
            QCoreApplication::processEvents();
            ++places;
            for (const QString &text : shownTexts(window)) {
                if (const QString left = outsideOf(text, data); !left.isEmpty())
                    complaints.insert(QStringLiteral("%1: “%2” of “%3”").arg(name, left.trimmed(), text));
            }
        };
        QVERIFY(Screenshots(options).take());
        QVERIFY(places > 30);
        QStringList list(complaints.begin(), complaints.end());
        list.sort();
        for (const QString &one : std::as_const(list))
            qWarning("%s", qPrintable(one));
        QVERIFY(list.isEmpty());
    }

    // Lists of the same tour, with a tester on the model of each.
    void everyModelKeepsTheRules()
    {
        QSet<QByteArray> tested;
        Screenshots::Options options;
        options.size = QSize(1180, 740);
        options.languages = {Language::Indonesian};
        options.looks = {Look::Dark};
        options.visit = [&](QWidget &window, const QString &, const QSet<QString> &) {
            for (const auto *view : window.findChildren<QAbstractItemView *>()) {
                QAbstractItemModel *model = view->model();
                if (!model || !QByteArray(model->metaObject()->className()).startsWith("pos::ui::")
                    || model->findChild<QAbstractItemModelTester *>())
                    continue;
                tested.insert(model->metaObject()->className());
                new QAbstractItemModelTester(model, QAbstractItemModelTester::FailureReportingMode::QtTest, model);
            }
        };
        QVERIFY(Screenshots(options).take());
        QVERIFY2(tested.size() > 15, qPrintable(QString::number(tested.size())));
    }
};

QTEST_MAIN(PseudoLanguageTest)
#include "PseudoLanguageTest.moc"
