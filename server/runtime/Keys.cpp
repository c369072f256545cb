// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/Keys.h"

#include <limits>

namespace pos::runtime::keys {

namespace {

const pg::Statement kOthers{
    "keys_of_the_other",
    "SELECT EXISTS (SELECT FROM keys.data_keys WHERE wrapped IS NOT NULL "
    "AND kek_version BETWEEN $1 AND $2) "
    "OR EXISTS (SELECT FROM identity.login_index WHERE hash_version BETWEEN $1 AND $2) AS found",
    std::chrono::seconds(30)};

} // namespace

vault::VaultClient::Options vaultClient(const config::Settings &settings)
{
    return {
        .transport = {.address = settings.vaultAddress.toUtf8(), .authorityFile = settings.vaultAuthorityFile.toUtf8()},
        .credentials = {.token = settings.vaultToken.clone(),
                        .roleId = settings.vaultRoleId.toUtf8(),
                        .secretId = settings.vaultSecretId.clone()}};
}

Result<std::unique_ptr<vault::VaultKeyService>> openVault(const config::Settings &settings)
{
    auto service = std::make_unique<vault::VaultKeyService>(vault::VaultKeyService::Options{
        .client = vaultClient(settings), .wrappingKey = settings.vaultTransitKeyName.toUtf8()});
    POS_CHECK(service->prove());
    return service;
}

Result<void> proveFits(pg::Database &database, keyring::KeyService &service, keyring::SubjectKeys &subjectKeys)
{
    constexpr int split = keyring::KeyService::kVaultVersions;
    const bool inVault = service.isOwn(split);
    const int from = inVault ? 0 : split;
    const int until = inVault ? split - 1 : std::numeric_limits<qint16>::max();
    POS_TRY(const pg::Rows rows,
            database.asSystem([&](pg::Transaction &tx) { return tx.run(kOthers, pg::Params(from, until)); }));
    if (rows.first().boolean("found"))
        return fail({ErrorCode::Internal, QStringLiteral("keys_elsewhere"),
                     inVault
                         ? QStringLiteral("VAULT_ADDR is set, but keys of this store lie in its key file: bring them "
                                          "into Vault with \"posctl keys migrate --to vault\" while no server runs")
                         : QStringLiteral("VAULT_ADDR is not set, but keys of this store lie in Vault: set it, or "
                                          "bring them back with \"posctl keys migrate --to file\" while no server "
                                          "runs")});
    return subjectKeys.proveFits(database);
}

} // namespace pos::runtime::keys
