// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/base/Secret.h"

#include <memory>
#include <vector>

namespace pos::keyring {

// What the gateway says of a request that it passes on, and the request it says it of. As on the wire.
struct Passage {
    QByteArray service; // whom it is for: "order"
    QByteArray method;
    QByteArray target; // path and query
    QByteArray authorization;
    QByteArray requestId;
    QByteArray traceparent;
    QByteArray client; // the address it came from
};

// The keys by which the processes of one installation know each other. The first signs, all verify, so that one
// can be replaced while the processes are started anew one by one. Immutable, any thread, does not block.
class InternalIdentity {
public:
    static constexpr Duration kLife = std::chrono::seconds(30); // of a proof; clocks may differ by as much
    static constexpr qsizetype kShortestKey = 32;

    // Texts of at least kShortestKey characters, separated by commas. Invalid otherwise.
    static Result<std::shared_ptr<const InternalIdentity>> fromText(const Secret &keys);
    // internal.key in the key folder, made when there is none: for processes that share the folder.
    static Result<std::shared_ptr<const InternalIdentity>> open(const QString &keyFolder);

    QByteArray prove(const Passage &passage, Instant now) const;
    // Forbidden "gateway_unproven": another key, another request, or too old.
    Result<void> verify(const Passage &passage, const QByteArray &proof, Instant now) const;

private:
    explicit InternalIdentity(std::vector<Secret> keys) : m_keys(std::move(keys)) { }

    std::vector<Secret> m_keys; // never empty
};

} // namespace pos::keyring
