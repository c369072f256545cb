// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/posctl/Context.h"

#include "server/infra/postgres/Migrator.h"

#include <QDir>
#include <QJsonDocument>

#include <cstdio>

namespace pos::posctl {

Result<const config::Settings *> Context::settings()
{
    if (!m_settings) {
        config::Sources sources;
        sources.environment = QProcessEnvironment::systemEnvironment();
        sources.dotEnvFile = QDir::current().filePath(QStringLiteral(".env"));
        sources.dataDir = dataDir.empty() ? config::defaultDataDir() : QDir::current().absoluteFilePath(QString::fromStdString(dataDir));
        sources.portBase = portBase;
        POS_TRY(m_settings, config::Settings::load(sources));
    }
    return &*m_settings;
}

Result<const cluster::DatabaseHost *> Context::host(cluster::DatabaseHost::Use use)
{
    if (!m_host) {
        POS_TRY(const config::Settings *known, settings());
        cluster::DatabaseHost::Options options{.program = QStringLiteral("posctl"), .use = use};
        options.progress = [this](const QString &sentence) { note(sentence); };
        POS_TRY(m_host, cluster::DatabaseHost::open(*known, options));
    }
    return m_host.get();
}

Result<pg::Database *> Context::database()
{
    if (!m_database) {
        POS_TRY(const cluster::DatabaseHost *opened, host());
        POS_TRY(const auto state, pg::Migrator(opened->url(cluster::DatabaseHost::Role::Owner)).state());
        POS_CHECK(pg::Migrator::checkUsable(state));
        if (!state.isCurrent())
            POS_CHECK(opened->migrate());
        m_database = std::make_unique<pg::Database>(opened->databaseOptions(2));
    }
    return m_database.get();
}

void Context::print(const QJsonObject &document, const QString &text) const
{
    const QByteArray out = json ? QJsonDocument(document).toJson(QJsonDocument::Compact) : text.toUtf8();
    std::fprintf(stdout, "%s%s", out.constData(), out.isEmpty() || out.endsWith('\n') ? "" : "\n");
}

void Context::note(const QString &sentence) const
{
    std::fprintf(stderr, "%s\n", qPrintable(sentence));
}

} // namespace pos::posctl
