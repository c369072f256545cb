// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/vault/VaultTransport.h"

#include <atomic>
#include <memory>
#include <mutex>

namespace pos::vault {

// Who we are to Vault: the token of the settings, or the one that an AppRole is given. keep() renews it at two
// thirds of the lease that was granted; when the lease no longer grows to what it was, its maximum is near and the
// role logs in again. Thread-safe, blocks.
class VaultLogin {
public:
    struct Credentials {
        Secret token; // empty: the role
        QByteArray roleId;
        Secret secretId;
    };
    struct Token {
        Secret bytes;
        quint64 number = 0; // which login it came from
    };
    using TokenPtr = std::shared_ptr<const Token>;

    VaultLogin(const VaultTransport &transport, Credentials credentials);
    ~VaultLogin(); // gives the role's token back
    VaultLogin(const VaultLogin &) = delete;
    VaultLogin &operator=(const VaultLogin &) = delete;

    // Logs in when there is no token. Unavailable, with a sentence that says what to look at.
    Result<TokenPtr> token();
    // Vault refused this token: may another be had? Then the next token() logs in.
    bool replace(quint64 number);
    quint64 logins() const { return m_logins.load(); }
    // Renews when it is time. Called now and then by a thread that may wait.
    void keep();

private:
    using Steady = std::chrono::steady_clock;
    Result<TokenPtr> logIn();
    void learnLease(const Token &token);
    void setLease(std::chrono::seconds lease, bool renewable);
    void renew(const Token &token);

    const VaultTransport &m_transport;
    const Credentials m_credentials;
    std::mutex m_loginMutex; // one login at a time
    std::mutex m_mutex;
    TokenPtr m_token;
    std::atomic<quint64> m_logins = 0;
    std::chrono::seconds m_granted{0}; // by the login
    bool m_isRenewable = false;
    bool m_knowsLease = false;
    Steady::time_point m_renewAt = Steady::time_point::max();
};

} // namespace pos::vault
