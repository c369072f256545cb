// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/posctl/Context.h"

#include "server/infra/keyring/KeyRewrap.h"
#include "server/infra/keyring/LocalKeyService.h"
#include "server/infra/vault/VaultSetup.h"
#include "server/runtime/KeyMove.h"
#include "server/runtime/Keys.h"

#include <QFileInfo>
#include <QJsonArray>

namespace pos::posctl {

namespace {

using namespace Qt::StringLiterals;

constexpr int kConnections = 2;

Result<void> initVault(Context &context, bool newSecret)
{
    POS_TRY(const config::Settings *settings, context.settings());
    if (settings->vaultAddress.isEmpty() || settings->vaultToken.isEmpty())
        return fail({ErrorCode::Invalid, u"required"_s,
                     u"set VAULT_ADDR, and VAULT_TOKEN to a token of Vault's administrator"_s});
    vault::VaultClient client(runtime::keys::vaultClient(*settings));
    vault::VaultSetup setup(client, {.wrappingKey = settings->vaultTransitKeyName.toUtf8(), .newSecret = newSecret});
    POS_TRY(const auto made, setup.run());
    QString text =
        made.steps.join(u'\n')
        + u"\n\nThe servers' settings (not the administrator's token):\nVAULT_ADDR=%1\nVAULT_ROLE_ID=%2\n"_s.arg(
            settings->vaultAddress, QString::fromLatin1(made.roleId));
    QJsonObject document{{u"steps"_s, QJsonArray::fromStringList(made.steps)},
                         {u"role_id"_s, QString::fromLatin1(made.roleId)}};
    if (made.secretId.isEmpty()) {
        text += u"VAULT_SECRET_ID is not shown again; --new-secret makes a further one.\n"_s;
    } else {
        text += u"VAULT_SECRET_ID=%1\n"_s.arg(QString::fromLatin1(made.secretId.reveal()));
        document.insert(u"secret_id"_s, QString::fromLatin1(made.secretId.reveal()));
    }
    context.print(document, text);
    return {};
}

Result<void> rotate(Context &context)
{
    POS_TRY(runtime::Store * store, context.store());
    POS_TRY(const int version, store->keys().rotate());
    const int shown = version % keyring::KeyService::kVaultVersions;
    context.print(
        {{u"version"_s, shown}},
        u"The key that wraps data keys has version %1 now; what older ones wrapped goes on opening. Next: posctl "
        "keys rewrap"_s.arg(shown));
    return {};
}

// A line every tenth part, so that a log of it stays readable.
class Steps {
public:
    explicit Steps(const Context &context) : m_context(context) { }
    void show(qint64 done, qint64 total)
    {
        const qint64 tenth = total > 0 ? done * 10 / total : 10;
        if (tenth == m_tenth)
            return;
        m_tenth = tenth;
        m_context.note(u"%1 of %2 keys"_s.arg(done).arg(total));
    }

private:
    const Context &m_context;
    qint64 m_tenth = -1;
};

Result<void> rewrap(Context &context)
{
    POS_TRY(runtime::Store * store, context.store());
    Steps steps(context);
    keyring::KeyRewrap work(store->database(), [&](const keyring::KeyRewrap::Progress &progress) {
        steps.show(progress.done + progress.failed, progress.total);
    });
    POS_TRY(const auto progress, work.toNewest(store->keys()));
    if (progress.failed > 0)
        return fail({ErrorCode::Corrupt, u"wrapped_key"_s,
                     u"%1 of %2 keys did not open and were left as they are; the first: %3"_s.arg(progress.failed)
                         .arg(progress.total)
                         .arg(progress.firstFailure)});
    context.print({{u"rewrapped"_s, progress.done}},
                  progress.done == 0 ? u"Every key is wrapped with the newest version."_s
                                     : u"Wrapped %1 keys with the newest version."_s.arg(progress.done));
    return {};
}

Result<void> migrate(Context &context, bool toVault)
{
    POS_TRY(const config::Settings *settings, context.settings());
    if (settings->vaultAddress.isEmpty())
        return fail({ErrorCode::Invalid, u"required"_s,
                     u"set VAULT_ADDR and its credentials: one of the two places is Vault"_s});
    const QString &file = settings->encryptionKeyPath;
    if (toVault && !QFileInfo::exists(file))
        return fail(Error::notFound(u"key file %1"_s.arg(file)));
    // Holds the data folder, so that no server starts beside it.
    POS_TRY(const cluster::DatabaseHost *host, context.host(cluster::DatabaseHost::Use::Serve));
    POS_CHECK(host->migrate());
    POS_TRY(const auto local, keyring::LocalKeyService::open(file));
    POS_TRY(const auto vault, runtime::keys::openVault(*settings));
    pg::Database database(host->databaseOptions(kConnections));
    keyring::KeyService &from = toVault ? static_cast<keyring::KeyService &>(*local) : *vault;
    keyring::KeyService &to = toVault ? static_cast<keyring::KeyService &>(*vault) : *local;
    runtime::KeyMove move({.database = database,
                           .from = from,
                           .to = to,
                           .clock = context.clock(),
                           .keyFolder = QFileInfo(file).path(),
                           .report =
                               [&](const runtime::KeyMove::Progress &progress) {
                                   context.note(u"%1 %2"_s.arg(progress.done).arg(progress.step));
                               },
                           .holdsStore = cluster::DatabaseHost::isEmbedded(*settings)});
    POS_TRY(const auto moved, move.run());
    const QString next =
        toVault ? u"Start the servers with VAULT_ADDR set. The key file %1 is no longer needed; keep it as "
                  "long as you may want to restore an older backup."_s.arg(file)
                : u"Unset VAULT_ADDR and start the server. Keep a copy of %1 elsewhere."_s.arg(file);
    context.print(
        {{u"signing_keys"_s, moved.signingKeys}, {u"people"_s, moved.people}, {u"data_keys"_s, moved.dataKeys}},
        u"Moved %1 signing keys, the lookup values of %2 people and %3 data keys. %4"_s.arg(moved.signingKeys)
            .arg(moved.people)
            .arg(moved.dataKeys)
            .arg(next));
    return {};
}

} // namespace

void addKeysCommands(CLI::App &app, Context &context)
{
    CLI::App *vault = app.add_subcommand("vault", "HashiCorp Vault as the place of the keys")->require_subcommand(1);
    const auto newSecret = std::make_shared<bool>(false);
    CLI::App *init = vault->add_subcommand("init", "Make engine, keys, policies and role; safe to run again");
    init->add_flag("--new-secret", *newSecret, "Make a further secret for the role");
    init->callback([=, &context] { context.action = [=, &context] { return initVault(context, *newSecret); }; });

    CLI::App *group = app.add_subcommand("keys", "The keys that protect personal data")->require_subcommand(1);
    group->add_subcommand("rotate", "A new version of the key that wraps data keys")->callback([&context] {
        context.action = [&context] { return rotate(context); };
    });
    group->add_subcommand("rewrap", "Wrap every data key with the newest version, while the shop sells")
        ->callback([&context] { context.action = [&context] { return rewrap(context); }; });
    const auto to = std::make_shared<std::string>();
    CLI::App *move = group->add_subcommand("migrate", "Bring the keys from the key file into Vault, or back");
    move->add_option("--to", *to, "vault or file")->required()->check(CLI::IsMember({"vault", "file"}));
    move->callback([=, &context] { context.action = [=, &context] { return migrate(context, *to == "vault"); }; });
}

} // namespace pos::posctl
