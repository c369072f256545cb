// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/Settings.h"
#include "server/infra/keyring/SigningKeys.h"
#include "server/infra/keyring/SubjectKeys.h"
#include "server/infra/vault/VaultKeyService.h"

namespace pos::runtime::keys {

inline bool areInVault(const config::Settings &settings)
{
    return !settings.vaultAddress.isEmpty();
}

vault::VaultClient::Options vaultClient(const config::Settings &settings);
// Proven: it wraps, opens and hashes. Does not watch or prepare yet.
Result<std::unique_ptr<vault::VaultKeyService>> openVault(const config::Settings &settings);

// Refuses a database whose keys lie, or still lie in part, with the other service, and one with keys that this one
// does not open. The sentence says what to do.
Result<void> proveFits(pg::Database &database, keyring::KeyService &service, keyring::SubjectKeys &subjectKeys);

} // namespace pos::runtime::keys
