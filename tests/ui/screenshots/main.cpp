// SPDX-License-Identifier: GPL-3.0-or-later
// Takes pictures of the window, signed in to a running server: docs/screenshots/, and a look at one's own work.
#include "tests/ui/support/Screenshots.h"

#include <QApplication>
#include <QCommandLineParser>

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QCommandLineParser cli;
    cli.addHelpOption();
    cli.addOptions({{QStringLiteral("server"),
                     QStringLiteral("Address of a running server; without it a made-up shop."), QStringLiteral("url")},
                    {QStringLiteral("email"), QStringLiteral("Who signs in."), QStringLiteral("address")},
                    {QStringLiteral("out"), QStringLiteral("Folder of the pictures."), QStringLiteral("folder"),
                     QStringLiteral("docs/screenshots")},
                    {QStringLiteral("sizes"), QStringLiteral("Of the window."), QStringLiteral("WxH,WxH"),
                     QStringLiteral("1180x740,1440x900")}});
    cli.process(app);
    pos::ui::test::Screenshots::Options options;
    options.server = QUrl(cli.value(QStringLiteral("server")));
    options.email = cli.value(QStringLiteral("email"));
    options.password = qEnvironmentVariable("POS_PASSWORD");
    options.dialogs = cli.value(QStringLiteral("out")) + QStringLiteral("/dialogs");
    const QStringList sizes = cli.value(QStringLiteral("sizes")).split(u',');
    for (const QString &size : sizes) {
        options.folder = cli.value(QStringLiteral("out")) + u'/' + size;
        options.size = QSize(size.section(u'x', 0, 0).toInt(), size.section(u'x', 1, 1).toInt());
        if (!pos::ui::test::Screenshots(options).take())
            return 1;
    }
    return 0;
}
