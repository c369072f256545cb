// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/base/Secret.h"

namespace pos::vault {

// One exchange with Vault's API over libcurl, a connection a thread that stays open between exchanges.
// Thread-safe; blocks until the deadline at most.
class VaultTransport {
public:
    struct Options {
        QByteArray address;            // "https://vault.example.com:8200"
        QByteArray authorityFile = {}; // PEM; empty: the system's
        Duration connectTimeout = std::chrono::seconds(2);
        Duration timeout = std::chrono::seconds(5); // of the whole exchange
    };
    struct Reply {
        int status = 0;   // 0: none came
        QString failure;  // why none came
        Secret body;

        bool isGood() const { return status >= 200 && status < 300; }
        QJsonObject json() const;
    };

    explicit VaultTransport(Options options);

    // `path` below /v1/, e.g. "transit/encrypt/pii-kek". No token: an empty Secret.
    Reply send(const char *method, const QByteArray &path, const Secret &body, const Secret &token) const;
    const QByteArray &address() const { return m_options.address; }

private:
    Options m_options;
};

} // namespace pos::vault
