// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/Icons.h"
#include "ui/theme/Stylesheet.h"

#include <QApplication>
#include <QDir>
#include <QPalette>
#include <QRegularExpression>
#include <QTest>

#include <cmath>

using namespace pos::ui;

namespace {

double luminance(QRgb rgb)
{
    const auto part = [](int channel) {
        const double s = channel / 255.0;
        return s <= 0.04045 ? s / 12.92 : std::pow((s + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * part(qRed(rgb)) + 0.7152 * part(qGreen(rgb)) + 0.0722 * part(qBlue(rgb));
}

double contrast(QRgb a, QRgb b)
{
    const double x = luminance(a);
    const double y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

QString readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

class ThemeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::install(); }

    void everyTextCanBeReadOnItsGround_data()
    {
        QTest::addColumn<QRgb>("ink");
        QTest::addColumn<QRgb>("ground");
        QTest::addColumn<double>("least");
        for (const tok::Colors *k : {&tok::light, &tok::dark}) {
            const char *look = k == &tok::light ? "light" : "dark";
            const struct {
                const char *name;
                QRgb ink, ground;
                double least;
            } pairs[] = {{"text on canvas", k->text, k->canvas, 4.5},
                         {"muted on canvas", k->muted, k->canvas, 4.5},
                         {"muted on rail", k->muted, k->rail, 4.5},
                         {"muted on selection", k->muted, k->accentSoft, 4.5},
                         {"faint on surface", k->faint, k->surface, 4.5},
                         {"faint on canvas", k->faint, k->canvas, 4.5},
                         {"faint on rail", k->faint, k->rail, 4.5},
                         {"on accent", k->onAccent, k->accent, 4.5},
                         {"on accent hover", k->onAccent, k->accentHover, 4.5},
                         {"link", k->accentText, k->surface, 4.5},
                         {"link on selection", k->accentText, k->accentSoft, 4.5},
                         {"success", k->success, k->successSoft, 4.5},
                         {"warning", k->warning, k->warningSoft, 4.5},
                         {"danger", k->danger, k->dangerSoft, 4.5},
                         {"danger on surface", k->danger, k->surface, 4.5},
                         {"info", k->info, k->infoSoft, 4.5},
                         {"warning on selection", k->warning, k->accentSoft, 4.5},
                         {"danger on selection", k->danger, k->accentSoft, 4.5},
                         {"neutral pill", k->muted, k->neutralSoft, 4.5},
                         {"on danger", k->onAccent, k->dangerFill, 4.5},
                         {"toast", k->onToast, k->toast, 4.5},
                         {"input's border", k->control, k->surface, 3},
                         {"focus on surface", k->focus, k->surface, 3},
                         {"focus on canvas", k->focus, k->canvas, 3}};
            for (const auto &pair : pairs)
                QTest::addRow("%s, %s", look, pair.name) << pair.ink << pair.ground << pair.least;
        }
    }

    void everyTextCanBeReadOnItsGround()
    {
        QFETCH(QRgb, ink);
        QFETCH(QRgb, ground);
        QFETCH(double, least);
        QVERIFY2(contrast(ink, ground) >= least, qPrintable(QString::number(contrast(ink, ground))));
    }

    void theSheetNamesOnlyTokensThatExist()
    {
        for (const tok::Colors *k : {&tok::light, &tok::dark})
            QVERIFY(!stylesheet(*k).contains(u'@'));
    }

    void theWholeApplicationFollowsTheLook()
    {
        Theme::apply(Look::Light);
        QCOMPARE(QApplication::palette().color(QPalette::Window), QColor(tok::light.canvas));
        Theme::apply(Look::Dark);
        QCOMPARE(Theme::look(), Look::Dark);
        QCOMPARE(QApplication::palette().color(QPalette::Window), QColor(tok::dark.canvas));
        QVERIFY(qApp->styleSheet().contains(QColor(tok::dark.surface).name()));
    }

    void anIconIsPaintedInTheColourOfTheLook()
    {
        const QIcon icon = Icons::icon(QStringLiteral("check"), &tok::Colors::text);
        const auto darkest = [&] {
            const QImage image = icon.pixmap(32, 32).toImage();
            QColor most = Qt::transparent;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    if (image.pixelColor(x, y).alpha() > most.alpha())
                        most = image.pixelColor(x, y);
                }
            }
            return most.rgb();
        };
        Theme::apply(Look::Light);
        QCOMPARE(darkest(), tok::light.text);
        Theme::apply(Look::Dark);
        QCOMPARE(darkest(), tok::dark.text);
    }

    void everyIconTheSourcesNameIsThere()
    {
        const QRegularExpression named(
            QStringLiteral("(?:Icon(?:s::icon|s::paint|Label)?\\(|Kind::\\w+, "
                           "|setIcon(?:Name)?\\(|setContent\\(|setWords\\(\\{|paint\\(&?\\w+, )"
                           "QStringLiteral\\(\"([a-z0-9-]+)\"\\)"));
        QDir sources(QStringLiteral(POS_SOURCE_DIR "/ui"));
        QStringList files;
        for (const QString &folder : sources.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            for (const QString &file : QDir(sources.filePath(folder)).entryList({QStringLiteral("*.cpp")}))
                files.append(sources.filePath(folder + u'/' + file));
        }
        QVERIFY(files.size() > 40);
        int found = 0;
        for (const QString &file : std::as_const(files)) {
            for (auto match = named.globalMatch(readAll(file)); match.hasNext(); ++found) {
                const QString name = match.next().captured(1);
                QVERIFY2(Icons::exists(name), qPrintable(file + u' ' + name));
            }
        }
        QVERIFY(found > 20);
    }

    void onlyTheTokensNameAColour()
    {
        const QRegularExpression colour(
            QStringLiteral("0xff[0-9a-f]{6}|\"#[0-9a-fA-F]{3,8}\"|Qt::(red|blue|green|black|white|gray)\\b"));
        QDir sources(QStringLiteral(POS_SOURCE_DIR "/ui"));
        for (const QString &folder : sources.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            for (const QString &file :
                 QDir(sources.filePath(folder)).entryList({QStringLiteral("*.cpp"), QStringLiteral("*.h")})) {
                if (file != QLatin1String("Tokens.h"))
                    QVERIFY2(!readAll(sources.filePath(folder + u'/' + file)).contains(colour), qPrintable(file));
            }
        }
    }
};

QTEST_MAIN(ThemeTest)
#include "ThemeTest.moc"
