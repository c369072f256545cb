// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/smtp/Mailer.h"

namespace pos::smtp {

// The mail as message/rfc822 (RFC 5322, 2045, 2047): text and HTML as alternatives, lines of at most 76 characters,
// CRLF, 7 bit. The same bytes are sent and saved as .eml; libcurl's own MIME builder gives its bytes to a transfer
// alone. Nothing of a value can end a header line.
QByteArray toMime(const Mail &mail);

// "=?UTF-8?B?…?=" as often as needed, or the text itself when it is plain ASCII.
QByteArray encodedWords(const QString &text);

} // namespace pos::smtp
