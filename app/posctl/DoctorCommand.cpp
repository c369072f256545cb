// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/posctl/Context.h"

#include "server/infra/postgres/Migrator.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QStorageInfo>

namespace pos::posctl {

namespace {

using cluster::DatabaseHost;

constexpr qint64 kLittleDisk = 1024LL * 1024 * 1024;
constexpr int kOldBackupDays = 2;

enum class Verdict { Good, Warning, Bad };

struct Finding {
    QString check;
    Verdict verdict;
    QString sentence;
};

class Examination {
public:
    explicit Examination(Context &context) : m_context(context) { }

    void run()
    {
        const auto settings = m_context.settings();
        if (!settings) {
            add("settings", Verdict::Bad, settings.error().detail);
            return;
        }
        m_settings = *settings;
        add("settings", m_settings->warnings.isEmpty() ? Verdict::Good : Verdict::Warning,
            m_settings->warnings.isEmpty() ? QStringLiteral("understood") : m_settings->warnings.join(u' '));
        const auto holder = cluster::DataFolder::holder(m_settings->dataDir);
        add("data folder", Verdict::Good,
            holder ? QStringLiteral("%1, in use by %2 (process %3)")
                         .arg(m_settings->dataDir, holder->program)
                         .arg(holder->pid)
                   : QStringLiteral("%1, no server runs on it").arg(m_settings->dataDir));
        disk();
        keyFile();
        backups();
        database();
    }

    const QList<Finding> &findings() const { return m_findings; }

private:
    void add(const char *check, Verdict verdict, const QString &sentence)
    {
        m_findings.append({QString::fromLatin1(check), verdict, sentence});
    }

    void disk()
    {
        QString existing = m_settings->dataDir;
        while (!QFileInfo::exists(existing))
            existing = QFileInfo(existing).path();
        const qint64 free = QStorageInfo(existing).bytesAvailable();
        add("disk", free < kLittleDisk ? Verdict::Warning : Verdict::Good,
            QStringLiteral("%1 MB free").arg(free / 1024 / 1024));
    }

    void keyFile()
    {
        const QFileInfo key(m_settings->encryptionKeyPath);
        constexpr auto kOthers = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        if (!key.exists())
            add("keys", Verdict::Warning,
                QStringLiteral("no key file at %1 yet; the first start makes it").arg(key.filePath()));
        else if ((key.permissions() & kOthers) != 0)
            add("keys", Verdict::Bad, QStringLiteral("others can read %1: chmod 600 it").arg(key.filePath()));
        else
            add("keys", Verdict::Good,
                QStringLiteral("%1; no backup holds it, keep a copy elsewhere").arg(key.filePath()));
    }

    void backups()
    {
        const QFileInfoList files =
            QDir(m_settings->backupDir).entryInfoList({QStringLiteral("*.posbackup")}, QDir::Files, QDir::Time);
        if (files.isEmpty()) {
            add("backups", Verdict::Warning, QStringLiteral("none in %1 yet").arg(m_settings->backupDir));
            return;
        }
        const qint64 days = files.first().lastModified().daysTo(QDateTime::currentDateTime());
        add("backups", days > kOldBackupDays ? Verdict::Warning : Verdict::Good,
            QStringLiteral("the newest is %1, %2 days old").arg(files.first().filePath()).arg(days));
    }

    void database()
    {
        const auto host = m_context.host();
        if (!host) {
            add("database", Verdict::Bad, host.error().detail);
            return;
        }
        const auto state = pg::Migrator((*host)->url(DatabaseHost::Role::Owner)).state();
        if (!state) {
            add("database", Verdict::Bad, state.error().detail);
            return;
        }
        add("database", Verdict::Good,
            DatabaseHost::isEmbedded(*m_settings) ? QStringLiteral("the private PostgreSQL answers")
                                                  : QStringLiteral("PostgreSQL at DATABASE_URL answers"));
        if (const auto usable = pg::Migrator::checkUsable(*state); !usable)
            add("schema", Verdict::Bad, usable.error().detail);
        else
            add("schema", state->isCurrent() ? Verdict::Good : Verdict::Warning,
                QStringLiteral("at %1 of %2%3")
                    .arg(state->version)
                    .arg(state->newest)
                    .arg(state->isCurrent() ? QString() : QStringLiteral("; the next start brings it up")));
        separation((*host)->url(DatabaseHost::Role::Administrator), (*host)->url(DatabaseHost::Role::App));
    }

    void separation(const QByteArray &adminUrl, const QByteArray &appUrl)
    {
        const auto app = pg::Connection::open(appUrl, "pos_app");
        const auto rights =
            app ? (*app)->execute("SELECT rolsuper OR rolbypassrls AS any FROM pg_roles WHERE rolname = session_user")
                : fail(app.error());
        if (!rights)
            add("roles", Verdict::Bad, rights.error().detail);
        else if (rights->first().boolean("any"))
            add("roles", Verdict::Warning,
                QStringLiteral("the login of DATABASE_URL has more rights than the application needs: give it a login "
                               "without superuser and BYPASSRLS"));
        else
            add("roles", Verdict::Good,
                QStringLiteral("the application signs in without rights to pass row-level security"));

        const auto admin = pg::Connection::open(adminUrl, {});
        const auto open =
            admin ? (*admin)->execute(
                "SELECT coalesce(string_agg(c.oid::regclass::text, ', '), '') AS names FROM pg_class c "
                "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped "
                "JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname IN ('shop', 'identity', 'keys', 'mail') "
                "WHERE c.relkind IN ('r', 'p') AND NOT (c.relrowsecurity AND c.relforcerowsecurity)")
                  : fail(admin.error());
        if (!open)
            add("row-level security", Verdict::Bad, open.error().detail);
        else
            add("row-level security", open->first().text("names").isEmpty() ? Verdict::Good : Verdict::Bad,
                open->first().text("names").isEmpty()
                    ? QStringLiteral("forced on every table of a shop")
                    : QStringLiteral("missing on %1").arg(open->first().text("names")));
    }

    Context &m_context;
    const config::Settings *m_settings = nullptr;
    QList<Finding> m_findings;
};

QString word(Verdict verdict)
{
    return verdict == Verdict::Good      ? QStringLiteral("ok")
           : verdict == Verdict::Warning ? QStringLiteral("warning")
                                         : QStringLiteral("bad");
}

} // namespace

void addDoctorCommand(CLI::App &app, Context &context)
{
    CLI::App *doctor =
        app.add_subcommand("doctor", "Look at settings, folders, keys, backups and the database, and say what to do");
    doctor->callback([&context] {
        context.action = [&context]() -> Result<void> {
            Examination examination(context);
            examination.run();
            QString text;
            QJsonArray list;
            int bad = 0;
            for (const Finding &finding : examination.findings()) {
                text += QStringLiteral("%1 %2: %3\n")
                            .arg(word(finding.verdict).leftJustified(8), finding.check, finding.sentence);
                list.append(QJsonObject{{QStringLiteral("check"), finding.check},
                                        {QStringLiteral("verdict"), word(finding.verdict)},
                                        {QStringLiteral("detail"), finding.sentence}});
                bad += finding.verdict == Verdict::Bad ? 1 : 0;
            }
            context.print({{QStringLiteral("findings"), list}}, text);
            if (bad > 0)
                return fail({ErrorCode::Unavailable, QStringLiteral("unwell"),
                             QStringLiteral("%1 of these must be mended").arg(bad)});
            return {};
        };
    });
}

} // namespace pos::posctl
