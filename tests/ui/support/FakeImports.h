// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/support/FakeServer.h"

namespace pos::ui::test {

// The imports of a FakeServer: one file at a time is taken, checked and run. Work advances with every
// look at it, as far as it is let.
class FakeImports {
public:
    explicit FakeImports(FakeServer &server);

    QJsonObject import;          // the one there is
    QJsonArray rows;             // its lines, as GET …/rows tells them
    QJsonObject checked;         // what a check finds: report, format, columns, mapping
    QJsonObject ran;             // the report of a run
    int looksUntilDone = 2;      // -1: it never ends by itself
    qint64 receivedBytes = 0;
    int parts = 0;

    // Lines of products as the real server tells them: two new, one changed, one with errors.
    void furnish();
    void tellWhatBecame(); // what was planned for the lines is done

private:
    FakeReply step(const QString &status);
    FakeReply look();

    FakeServer &m_server;
    int m_looks = 0;
};

} // namespace pos::ui::test
