// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/vault/VaultTransport.h"

namespace pos::vault {

// What an answer of Vault other than 2xx means to us, in a sentence that says what to do. Nothing of what was sent
// is in it: paths name keys, never values.
//   Corrupt "wrapped_key"            what was sent does not belong to this key and context: an alarm, never retried
//   Unavailable "vault_unreachable"  no answer
//   Unavailable "vault_sealed", "vault_busy", "vault_forbidden", …
//   Internal "vault_not_set_up"      an engine or a key is missing
Error errorOf(const VaultTransport &transport, const QByteArray &path, const VaultTransport::Reply &reply);

// Of one item of a batch, by Vault's own words.
Error errorOfItem(const QByteArray &path, const QString &words);

// GET /sys/health: nothing when it is active, else why not.
Result<void> healthOf(const VaultTransport &transport, int status, const QString &failure);

// The same call may succeed in a moment.
bool mayPass(const VaultTransport::Reply &reply);

} // namespace pos::vault
