// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/contract/Routes.h"
#include "server/gateway/Circuit.h"
#include "server/http/Request.h"
#include "server/http/Response.h"
#include "server/infra/keyring/InternalIdentity.h"

#include <atomic>
#include <memory>
#include <vector>

namespace pos::gateway {

// A service in other processes, one or several alike, asked over HTTP in turn. Thread-safe; blocks its worker until
// the deadline at most.
class ServiceProxy {
public:
    struct Options {
        const Clock &clock;
        std::shared_ptr<const keyring::InternalIdentity> identity = {}; // null: passes nothing on as proven
        std::chrono::milliseconds connect{2'000};
        std::chrono::milliseconds answer{30'000}; // for all attempts together
        int mostAtOnce = 32; // a service that hangs must not hold every worker
    };

    // Each as "http://127.0.0.1:8085".
    ServiceProxy(contract::Service service, const QList<QByteArray> &instances, Options options);

    // Passes the request on under its id and trace, with the client's address and the proof of both. An instance that
    // cannot be reached is passed over; one that breaks off too, where asking twice is safe: GET, HEAD, or under an
    // Idempotency-Key. Answers 503 when none can be reached, 504 when it takes too long, 502 when it breaks off.
    http::Response forward(const http::Request &request) const;

    // For /ready: does one say that it is alive?
    Result<void> check() const;
    // None is asked at the moment, because all failed.
    bool isOpen() const;

private:
    struct Transfer;
    struct Instance {
        QByteArray url;
        Circuit circuit;
    };
    enum class Outcome { Answered, NotReached, TooLate, BrokenOff, TooLarge };

    Outcome perform(Transfer &transfer, const QByteArray &url, std::chrono::milliseconds deadline) const;
    Outcome ask(Instance &instance, Transfer &transfer, Circuit::Time until) const;
    Transfer transferOf(const http::Request &request) const;
    http::Response refuse(Outcome outcome, const http::Request &request) const;
    http::Response away(const QByteArray &how, const http::Request &request) const;
    QJsonObject named() const;
    QByteArray name() const { return contract::programName(m_service); }

    const contract::Service m_service;
    const Options m_options;
    const std::vector<std::unique_ptr<Instance>> m_instances; // never empty
    mutable std::atomic<size_t> m_turn = 0;
    mutable std::atomic<int> m_atWork = 0;
};

} // namespace pos::gateway
