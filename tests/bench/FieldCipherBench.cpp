// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/keyring/FieldCipher.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>

using namespace pos;
using namespace pos::keyring;

// Prints one JSON line: nanoseconds to seal and to open a field of 64 bytes with its key at hand, the median of
// many rounds, with an observer that counts as the server's does.
int main()
{
    const SystemClock clock;
    qint64 counted = 0;
    const FieldCipher cipher([&counted](FieldCipher::Operation, std::chrono::nanoseconds) { ++counted; });
    const DataKey key{Secret(QByteArray(32, 'k'))};
    const Place place{{"identity.users", "name_enc"}, Id::make(clock), Id::make(clock), Id::make(clock)};
    const QByteArray field(64, 'x');
    const QByteArray sealed = cipher.seal(key, place, field).value_or(QByteArray());

    constexpr int kRounds = 51;
    constexpr int kFields = 20'000;
    const auto median = [](auto work) {
        std::vector<qint64> rounds;
        for (int round = 0; round < kRounds; ++round) {
            const auto start = std::chrono::steady_clock::now();
            for (int i = 0; i < kFields; ++i) {
                if (!work())
                    return qint64(-1);
            }
            const std::chrono::nanoseconds taken = std::chrono::steady_clock::now() - start;
            rounds.push_back(taken.count() / kFields);
        }
        std::nth_element(rounds.begin(), rounds.begin() + kRounds / 2, rounds.end());
        return rounds[kRounds / 2];
    };
    const qint64 seal = median([&] { return cipher.seal(key, place, field).has_value(); });
    const qint64 open = median([&] { return cipher.open(key, place, sealed).has_value(); });
    std::printf("{\"aes_field_seal_ns\": %lld, \"aes_field_open_ns\": %lld}\n", static_cast<long long>(seal),
                static_cast<long long>(open));
    return counted > 0 && seal > 0 && open > 0 ? 0 : 1;
}
