// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/Settings.h"
#include "server/infra/keyring/KeyRewrap.h"
#include "server/infra/keyring/KeyService.h"

namespace pos::runtime {

// Brings the keys of a store from one key service to the other: signing keys, lookup hashes, data keys. What people's
// fields are sealed with stays the same, so no field is written. In batches that each commit: broken off, it is begun
// again, and goes on with what is left; a server does not start in between (keys::proveFits).
class KeyMove {
public:
    struct Progress {
        QString step; // "people", "data keys"
        qint64 done = 0;
    };
    struct Outcome {
        int signingKeys = 0;
        qint64 people = 0;
        qint64 dataKeys = 0;
    };
    struct Options {
        pg::Database &database;
        keyring::KeyService &from;
        keyring::KeyService &to;
        const Clock &clock;
        QString keyFolder; // of jwt-*.pem beside the key file
        std::function<void(const Progress &)> report = {};
        bool holdsStore = false; // the data folder is ours: nobody else can work on its database
    };

    explicit KeyMove(const Options &options) : m_options(options) { }

    // Conflict "server_runs" while a program works on the database.
    Result<Outcome> run();

private:
    bool toVault() const { return m_options.to.isOwn(keyring::KeyService::kVaultVersions); }
    int firstVersion() const; // of the service we leave
    int lastVersion() const;
    Result<void> nobodyElse();
    Result<int> moveSigningKeys();
    Result<qint64> movePeople();
    Result<qint64> moveDataKeys();
    Result<void> forgetSigningKeys();

    const Options m_options;
};

} // namespace pos::runtime
