// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/keyring/KeyService.h"

#include "server/infra/keyring/Crypto.h"

namespace pos::keyring {

Result<std::pair<Secret, KeyService::WrappedKey>> KeyService::makeDataKey(const Id &tenant, const Id &subject)
{
    std::vector<Plain> plain;
    plain.push_back({tenant, subject, Secret(crypto::randomBytes(crypto::kKeyBytes))});
    if (plain.front().key.isEmpty())
        return fail(Error::internal(QStringLiteral("OpenSSL has no random bytes")));
    POS_TRY(WrappedKey wrapped, std::move(wrapAll(plain).front()));
    return std::pair(std::move(plain.front().key), std::move(wrapped));
}

Result<Secret> KeyService::unwrap(const WrappedKey &key, const Id &tenant, const Id &subject)
{
    return std::move(unwrapAll({{tenant, subject, key}}).front());
}

std::vector<Result<KeyService::WrappedKey>> KeyService::rewrapAll(const std::vector<Wrapped> &keys)
{
    auto opened = unwrapAll(keys);
    std::vector<Result<WrappedKey>> rewrapped;
    for (size_t i = 0; i < keys.size(); ++i) {
        if (!opened[i]) {
            rewrapped.emplace_back(fail(opened[i].error()));
            continue;
        }
        std::vector<Plain> one;
        one.push_back({keys[i].tenant, keys[i].subject, std::move(*opened[i])});
        rewrapped.push_back(std::move(wrapAll(one).front()));
    }
    return rewrapped;
}

} // namespace pos::keyring
