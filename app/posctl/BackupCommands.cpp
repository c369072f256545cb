// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/posctl/Context.h"

#include "server/infra/cluster/Backup.h"

#include <QDir>
#include <QFileInfo>

namespace pos::posctl {

namespace {

using cluster::Backup;

QJsonObject document(const Backup::Manifest &manifest, const QString &file)
{
    return {{QStringLiteral("file"), file},
            {QStringLiteral("made"), toRfc3339(manifest.made)},
            {QStringLiteral("schema"), manifest.schema},
            {QStringLiteral("bytes"), manifest.bytes},
            {QStringLiteral("sha256"), QString::fromLatin1(manifest.sha256)}};
}

} // namespace

void addBackupCommands(CLI::App &app, Context &context)
{
    const auto file = std::make_shared<std::string>();
    const auto path = [file] { return QDir::current().absoluteFilePath(QString::fromStdString(*file)); };

    CLI::App *backup =
        app.add_subcommand("backup", "Write the whole database into FILE; the shop goes on selling meanwhile");
    backup->add_option("FILE", *file)->required();
    backup->callback([=, &context] {
        context.action = [=, &context]() -> Result<void> {
            POS_TRY(const config::Settings *settings, context.settings());
            POS_TRY(const cluster::DatabaseHost *host, context.host());
            POS_TRY(const auto manifest, Backup::write(*host, context.clock(), path()));
            QJsonObject answer = document(manifest, path());
            const bool inVault = !settings->vaultAddress.isEmpty();
            const QString keys = inVault ? settings->vaultAddress : settings->encryptionKeyPath;
            answer.insert(QStringLiteral("keys"), keys);
            const QString advice = inVault ? QStringLiteral("They are in Vault at %1: back that up, too")
                                           : QStringLiteral("Keep a copy of %1 in another safe place");
            context.print(answer, QStringLiteral("Wrote %1 (%2 bytes).\n"
                                                 "The keys are not in it. %3: without them names, addresses and "
                                                 "telephone numbers can never be read again.")
                                      .arg(path())
                                      .arg(manifest.bytes)
                                      .arg(advice.arg(keys)));
            return {};
        };
    });

    CLI::App *restore = app.add_subcommand("restore", "Bring FILE back into a new data folder (--data DIR)");
    restore->add_option("FILE", *file)->required();
    restore->callback([=, &context] {
        context.action = [=, &context]() -> Result<void> {
            POS_TRY(const config::Settings *settings, context.settings());
            POS_CHECK(Backup::verify(path())); // before a new folder is made for it
            POS_TRY(const cluster::DatabaseHost *host, context.host(cluster::DatabaseHost::Use::Serve));
            POS_TRY(const auto manifest, Backup::restore(*host, path()));
            const bool hasKey = QFileInfo::exists(settings->encryptionKeyPath);
            QJsonObject answer = document(manifest, path());
            answer.insert(QStringLiteral("keys"), settings->encryptionKeyPath);
            answer.insert(QStringLiteral("keys_present"), hasKey);
            context.print(answer,
                          QStringLiteral("Restored what was stored on %1 into %2.\n%3")
                              .arg(toRfc3339(manifest.made), settings->dataDir,
                                   hasKey ? QStringLiteral("It needs the key file of that time; there is one at %1.")
                                                .arg(settings->encryptionKeyPath)
                                          : QStringLiteral("Before you start the server put the key file of that time "
                                                           "back to %1: a backup does not hold it.")
                                                .arg(settings->encryptionKeyPath)));
            return {};
        };
    });
}

} // namespace pos::posctl
