// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/keyring/AccessToken.h"
#include "server/infra/keyring/KeyService.h"
#include "server/infra/postgres/Database.h"

namespace pos::keyring::signingkeys {

// The key pairs that sign access tokens, where no key file is to be had: in keys.signing_keys, each sealed with a data
// key of its own that the key service has wrapped. Makes the first one; of processes that start at once, one makes
// it and all read that.
Result<std::shared_ptr<const TokenKeys>> open(pg::Database &database, KeyService &service, const Clock &clock);

// Takes over key pairs from elsewhere, so that tokens they signed stay good. Those that are there already stay.
Result<int> adopt(pg::Database &database, KeyService &service, const Clock &clock, const TokenKeys &keys);

} // namespace pos::keyring::signingkeys
