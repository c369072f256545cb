// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/StackServer.h"

namespace pos::test {

// The mail server of tests/support/stack, and the mails it took.
class MailServer : public StackServer {
public:
    explicit MailServer(const QStringList &arguments = {})
        : StackServer(QStringLiteral("smtp"), QStringList{QStringLiteral("--mails")} + arguments)
    {
    }
    // The next mail, or an empty object when none comes within ten seconds.
    QJsonObject next() { return QJsonDocument::fromJson(line()).object(); }
};

} // namespace pos::test
