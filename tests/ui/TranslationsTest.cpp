// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/language/Languages.h"

#include <QCoreApplication>
#include <QFile>
#include <QLocale>
#include <QMap>
#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

using namespace pos;
using namespace pos::ui;

namespace {

struct Message {
    QString context;
    QString source;
    QStringList forms;
    QString type;
};

QList<Message> readMessages(const QString &language)
{
    QFile file(QStringLiteral(POS_SOURCE_DIR "/translations/pos_%1.ts").arg(language));
    QList<Message> messages;
    if (!file.open(QIODevice::ReadOnly))
        return messages;
    QXmlStreamReader xml(&file);
    QString context;
    bool plural = false;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == u"name") {
            context = xml.readElementText();
        } else if (xml.name() == u"message") {
            messages.append({context, {}, {}, {}});
            plural = xml.attributes().hasAttribute(QStringLiteral("numerus"));
        } else if (xml.name() == u"source") {
            messages.last().source = xml.readElementText();
        } else if (xml.name() == u"translation") {
            messages.last().type = xml.attributes().value(QStringLiteral("type")).toString();
            if (!plural)
                messages.last().forms.append(xml.readElementText());
        } else if (xml.name() == u"numerusform") {
            messages.last().forms.append(xml.readElementText());
        }
    }
    return messages;
}

QStringList placesIn(const QString &text)
{
    static const QRegularExpression place(QStringLiteral("%(n|\\d)"));
    QStringList places;
    for (auto match = place.globalMatch(text); match.hasNext();)
        places.append(match.next().captured());
    places.sort();
    return places;
}

} // namespace

class TranslationsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyTextIsFinishedInEachLanguage()
    {
        for (const QString &language : {QStringLiteral("id"), QStringLiteral("en")}) {
            const QList<Message> messages = readMessages(language);
            QVERIFY(messages.size() > 200);
            for (const Message &message : messages) {
                QVERIFY2(message.type.isEmpty(), qPrintable(language + u' ' + message.source));
                for (const QString &form : message.forms) {
                    QVERIFY2(!form.trimmed().isEmpty(), qPrintable(language + u' ' + message.source));
                    QVERIFY2(placesIn(form) == placesIn(message.source), qPrintable(language + u' ' + message.source));
                }
            }
        }
    }

    void bothLanguagesHaveTheSameTexts()
    {
        QStringList indonesian;
        QStringList english;
        for (const Message &message : readMessages(QStringLiteral("id")))
            indonesian.append(message.context + message.source);
        for (const Message &message : readMessages(QStringLiteral("en")))
            english.append(message.context + message.source);
        QCOMPARE(indonesian, english);
    }

    void theProgramCarriesThem()
    {
        Languages languages;
        languages.apply(Language::Indonesian);
        QCOMPARE(QCoreApplication::translate("pos::ui::SignInPage", "Sign in"), QStringLiteral("Masuk"));
        QCOMPARE(QCoreApplication::translate("QLineEdit", "&Copy"), QStringLiteral("&Salin"));
        QCOMPARE(QLocale().toString(QTime(15, 42), QLocale::ShortFormat), QStringLiteral("15.42"));
        languages.apply(Language::English);
        QCOMPARE(QCoreApplication::translate("pos::ui::SignInPage", "Sign in"), QStringLiteral("Sign in"));
        QCOMPARE(QCoreApplication::translate("pos::ui::AmountWords", "At most %n decimals.", nullptr, 1),
                 QStringLiteral("At most 1 decimal."));
        QCOMPARE(QLocale().toString(QTime(15, 42), QLocale::ShortFormat), QStringLiteral("15:42"));
    }

    void aSystemLanguageItDoesNotSpeakBecomesEnglish()
    {
        QCOMPARE(Languages::fromCode(QStringLiteral("id_ID")), Language::Indonesian);
        QCOMPARE(Languages::fromCode(QStringLiteral("de_DE")), Language::English);
        QCOMPARE(Languages::fromCode(QStringLiteral("C")), Language::English);
    }
};

QTEST_MAIN(TranslationsTest)
#include "TranslationsTest.moc"
