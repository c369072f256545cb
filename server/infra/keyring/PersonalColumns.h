// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/keyring/FieldCipher.h"

// The columns that hold sealed personal data. Their names are part of what a value is bound to:
// renaming one here makes what is stored unreadable.
namespace pos::keyring {

inline constexpr Column kUserName{"identity.users", "name_enc"};
inline constexpr Column kUserEmail{"identity.users", "email_enc"};
inline constexpr Column kUserPhone{"identity.users", "phone_enc"};
inline constexpr Column kSessionAgent{"identity.sessions", "agent_enc"};
inline constexpr Column kTokenSecret{"identity.tokens", "secret_enc"};
inline constexpr Column kImportPart{"shop.import_parts", "content"};
inline constexpr Column kMailRecipient{"mail.messages", "recipient_enc"};
inline constexpr Column kMailTitle{"mail.messages", "title_enc"};
inline constexpr Column kMailText{"mail.messages", "text_enc"};
inline constexpr Column kSigningKey{"keys.signing_keys", "private_enc"};
inline constexpr Column kMailHtml{"mail.messages", "html_enc"};

} // namespace pos::keyring
