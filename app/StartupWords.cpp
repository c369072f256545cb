// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/StartupWords.h"

#include <QRegularExpression>

namespace pos::app {

namespace {

constexpr const char *kKnown[]{
    QT_TRANSLATE_NOOP("pos::app::StartupWords", "Making the database in %1"),
    QT_TRANSLATE_NOOP("pos::app::StartupWords",
                      "Stopping the database that a killed program left running (process %1)"),
    QT_TRANSLATE_NOOP("pos::app::StartupWords", "Keeping the database as it is in %1, before this version changes it"),
    QT_TRANSLATE_NOOP("pos::app::StartupWords", "Brought the database up to date (%1 steps)."),
    QT_TRANSLATE_NOOP("pos::app::StartupWords", "The disk that holds %1 is full: free some space and start again."),
    QT_TRANSLATE_NOOP("pos::app::StartupWords",
                      "The disk that holds the database is full: free some space, for example by moving old backups "
                      "away, and start again. What was stored is still there."),
    QT_TRANSLATE_NOOP("pos::app::StartupWords",
                      "%1 cannot be used (%2). Choose another data folder with --data, or mend its rights."),
    QT_TRANSLATE_NOOP("pos::app::StartupWords",
                      "%1 belongs to the user %2: start this program as that user (runuser -u %2 -- …), or choose "
                      "another data folder with --data."),
    QT_TRANSLATE_NOOP("pos::app::StartupWords", "The backup folder %1 cannot be made; set POS_BACKUP_DIR"),
    QT_TRANSLATE_NOOP("pos::app::StartupWords", "%1 is in use by %2 (process %3). Stop that program first, or choose "
                                                "another data folder with --data."),
    QT_TRANSLATE_NOOP("pos::app::StartupWords", "%1 was written by a newer version of this program (format %2, this "
                                                "one knows %3). Install the newer version."),
    QT_TRANSLATE_NOOP("pos::app::StartupWords",
                      "%1 cannot use port %2%3. Stop that program or choose other ports with --port-base."),
    QT_TRANSLATE_NOOP("pos::app::StartupWords",
                      "The database of an earlier run does not stop: end process %1 and start again."),
    QT_TRANSLATE_NOOP("pos::app::StartupWords", "Waiting: %1"),
    QT_TRANSLATE_NOOP("pos::app::StartupWords", "The database does not answer (%1)"),
    QT_TRANSLATE_NOOP("pos::app::StartupWords", "The database refuses: %1 — %2."),
    QT_TRANSLATE_NOOP(
        "pos::app::StartupWords",
        "put the right password into the URL that names this user (DATABASE_URL, DATABASE_SYSTEM_URL or "
        "DATABASE_ADMIN_URL), or give the user that password in the database (ALTER ROLE … PASSWORD …). If the "
        "user is not there yet, run posctl db init"),
    QT_TRANSLATE_NOOP("pos::app::StartupWords", "put the password into the URL: postgresql://user:password@host/name"),
    QT_TRANSLATE_NOOP("pos::app::StartupWords",
                      "run posctl db init as the database's administrator: it makes what is missing"),
    QT_TRANSLATE_NOOP("pos::app::StartupWords", "let this user in from here: a line in the server's pg_hba.conf"),
    QT_TRANSLATE_NOOP("pos::app::StartupWords",
                      "give the server a certificate (ssl = on), or change sslmode in the URL"),
    QT_TRANSLATE_NOOP("pos::app::StartupWords",
                      "name the authority that signed the server's certificate in the URL (sslrootcert=FILE), and the "
                      "server as its certificate does"),
};

// "Making the database in %1" as an expression that finds what stands for %1; each in order, as the server writes them.
QRegularExpression patternOf(const QString &known)
{
    QString pattern = QRegularExpression::escape(known);
    for (const char *place : {"1", "2", "3"})
        pattern.replace(QStringLiteral("\\%") + QLatin1String(place), QStringLiteral("(.*?)"));
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern),
                              QRegularExpression::DotMatchesEverythingOption);
}

} // namespace

QString StartupWords::shown(const QString &english)
{
    for (const char *known : kKnown) {
        const auto match = patternOf(QString::fromUtf8(known)).match(english);
        if (!match.hasMatch())
            continue;
        QString words = tr(known);
        for (int i = match.lastCapturedIndex(); i >= 1; --i)
            words.replace(QStringLiteral("%%1").arg(i), shown(match.captured(i))); // one sentence within another
        return words;
    }
    return english;
}

QStringList StartupWords::known()
{
    QStringList list;
    for (const char *one : kKnown)
        list.append(QString::fromUtf8(one));
    return list;
}

} // namespace pos::app
