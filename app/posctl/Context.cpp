// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/posctl/Context.h"

#include "core/config/ProgramOptions.h"
#include "server/infra/cluster/ClusterUser.h"

#include <QDir>
#include <QJsonDocument>

#include <cstdio>

namespace pos::posctl {

namespace {

constexpr int kConnections = 4;

} // namespace

Result<const config::Settings *> Context::settings()
{
    if (!m_settings) {
        const QString folder = dataDir.empty() ? config::defaultDataDir()
                                               : QDir::current().absoluteFilePath(QString::fromStdString(dataDir));
        // "sudo posctl" means the service's own store.
        POS_TRY(const QString owner, cluster::ClusterUser::becomeOwnerOf(folder));
        if (!owner.isEmpty())
            note(QStringLiteral("Working as the user %1, who owns %2.").arg(owner, folder));
        POS_TRY(m_settings, config::loadSettings({folder, portBase}));
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

Result<runtime::Store *> Context::store()
{
    if (!m_store) {
        POS_TRY(const config::Settings *known, settings());
        POS_TRY(m_store, runtime::Store::open({.settings = *known,
                                               .clock = m_clock,
                                               .program = QStringLiteral("posctl"),
                                               .connections = kConnections,
                                               .use = cluster::DatabaseHost::Use::Visit,
                                               .progress = [this](const QString &sentence) { note(sentence); }}));
    }
    return m_store.get();
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
