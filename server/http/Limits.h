// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace pos::http {

// Times in milliseconds, sizes in bytes. One copy per listener.
struct Limits {
    int connections = 1000;
    int connectionsPerAddress = 256;
    int lingeringRefusals = 256;

    qint64 headMs = 10'000;
    qint64 bodyStallMs = 30'000;
    qint64 bodyTotalMs = 300'000;
    qint64 idleMs = 60'000;
    qint64 sendStallMs = 30'000;
    qint64 lingerMs = 2'000;
    int sweepMs = 250;

    qint64 targetBytes = 8 * 1024;
    qint64 headBytes = 16 * 1024;
    int headerFields = 100;
    qint64 bodyBytes = 1024 * 1024; // where the route says nothing else
    // Chunk sizes come on top of the body; without this one-byte chunks would multiply it by six.
    qint64 chunkOverheadBytes = 256 * 1024;
    qint64 unsentBytes = 256 * 1024;
    qint64 pipelinedBytes = 64 * 1024;

    qint64 chunkOverhead(qint64 body) const { return chunkOverheadBytes + body / 16; }
    qint64 wireBytes(qint64 body) const { return headBytes + body + chunkOverhead(body); }
};

} // namespace pos::http
