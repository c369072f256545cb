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
    cli.addOptions(
        {{QStringLiteral("server"), QStringLiteral("Address of a running server; without it a made-up shop."),
          QStringLiteral("url")},
         {QStringLiteral("email"), QStringLiteral("Who signs in."), QStringLiteral("address")},
         {QStringLiteral("out"), QStringLiteral("Folder of the pictures."), QStringLiteral("folder"),
          QStringLiteral("docs/screenshots")},
         {QStringLiteral("size"), QStringLiteral("Of the window."), QStringLiteral("WxH"), QStringLiteral("1440x900")},
         {QStringLiteral("few"), QStringLiteral("Only those the README shows.")}});
    cli.process(app);
    pos::ui::test::Screenshots::Options options;
    options.server = QUrl(cli.value(QStringLiteral("server")));
    options.email = cli.value(QStringLiteral("email"));
    options.password = qEnvironmentVariable("POS_PASSWORD");
    options.folder = cli.value(QStringLiteral("out"));
    options.few = cli.isSet(QStringLiteral("few"));
    const QStringList size = cli.value(QStringLiteral("size")).split(u'x');
    options.size = QSize(size.value(0).toInt(), size.value(1).toInt());
    return pos::ui::test::Screenshots(options).take() ? 0 : 1;
}
