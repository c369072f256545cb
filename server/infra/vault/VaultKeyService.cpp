// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/vault/VaultKeyService.h"

#include "server/infra/keyring/Crypto.h"
#include "server/infra/vault/VaultError.h"

#include <QJsonArray>

namespace pos::vault {

namespace {

using namespace Qt::StringLiterals;
using keyring::KeyService;
namespace crypto = keyring::crypto;

constexpr size_t kBatch = 250;
// Pinned: what is stored answers to the version it was made with. Lookup keys are not rotated.
constexpr int kLookupVersion = KeyService::kVaultVersions + 1;

QString base64(QByteArrayView bytes)
{
    return QString::fromLatin1(bytes.toByteArray().toBase64());
}

QString contextOf(const Id &tenant, const Id &subject)
{
    return base64(tenant.toBytes() + subject.toBytes());
}

// "vault:v3:…" is version 3; 0 when it is not of this form.
int versionOf(const QByteArray &wrapped)
{
    if (!wrapped.startsWith("vault:v"))
        return 0;
    bool isNumber = false;
    const int version = wrapped.mid(7, wrapped.indexOf(':', 7) - 7).toInt(&isNumber);
    return isNumber && version > 0 ? version : 0;
}

Error notOfVault(int version)
{
    return {
        ErrorCode::Corrupt, u"key_of_file"_s,
        u"a data key (version %1) was made by the key file: bring the keys into Vault with \"posctl keys migrate --to "
        "vault\""_s.arg(version)};
}

} // namespace

VaultKeyService::VaultKeyService(Options options)
    : m_wrappingKey(std::move(options.wrappingKey)), m_mount(std::move(options.mount)),
      m_watchEvery(options.watchEvery), m_client(std::move(options.client))
{
}

VaultKeyService::~VaultKeyService()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

QByteArray VaultKeyService::pathOf(const char *operation) const
{
    return m_mount + '/' + operation + '/' + m_wrappingKey;
}

Result<void> VaultKeyService::prove()
{
    POS_CHECK(m_client.health());
    const Id nobody;
    POS_TRY(const auto made, makeDataKey(nobody, nobody));
    POS_TRY(const Secret opened, unwrap(made.second, nobody, nobody));
    if (!crypto::equal(opened.reveal(), made.first.reveal()))
        return fail({ErrorCode::Corrupt, u"wrapped_key"_s, u"Vault opens another key than it wrapped"_s});
    // Were the key not derived, every person's data key would open for every other.
    const Id other(QUuid::createUuid());
    const auto moved = unwrap(made.second, nobody, other);
    if (moved || moved.error().code != ErrorCode::Corrupt)
        return fail({ErrorCode::Internal, u"vault_not_set_up"_s,
                     u"the key %1 in Vault is not derived: \"posctl vault init\" makes one that is"_s.arg(
                         QString::fromUtf8(m_wrappingKey))});
    for (const char *name : {"bidx-email", "bidx-phone", "bidx-customer", "login"})
        POS_CHECK(lookupHash(name, "proof", kLookupVersion));
    return {};
}

void VaultKeyService::start(const QList<Id> &tenants)
{
    for (const Id &tenant : tenants)
        m_prepared.expect(tenant);
    m_thread = std::thread([this] { work(); });
}

Result<KeyService::WrappedKey> VaultKeyService::wrappedFrom(const QJsonObject &item, const QByteArray &path) const
{
    if (const QString error = item.value(u"error").toString(); !error.isEmpty())
        return fail(errorOfItem(path, error));
    const QByteArray wrapped = item.value(u"ciphertext").toString().toLatin1();
    const int version = versionOf(wrapped);
    if (version == 0)
        return fail(Error::internal(u"Vault answered no wrapped key at %1"_s.arg(QString::fromUtf8(path))));
    return WrappedKey{wrapped, kVaultVersions + version};
}

namespace {

// Sends `items` in batches and reads one outcome of each result.
template<class T, class Read>
std::vector<Result<T>> inBatches(VaultClient &client, const QByteArray &path, const std::vector<QJsonObject> &items,
                                 const Read &read)
{
    std::vector<Result<T>> outcomes;
    for (size_t from = 0; from < items.size(); from += kBatch) {
        const size_t until = std::min(from + kBatch, items.size());
        QJsonArray batch;
        for (size_t i = from; i < until; ++i)
            batch.append(items[i]);
        const auto results = client.postBatch(path, batch);
        for (size_t i = from; i < until; ++i) {
            if (results)
                outcomes.push_back(read(results->at(static_cast<qsizetype>(i - from)).toObject()));
            else
                outcomes.emplace_back(fail(results.error()));
        }
    }
    return outcomes;
}

// Only what Vault wrapped is sent; the others' outcome is known before.
template<class T, class Ask>
std::vector<Result<T>> ofVaultAlone(const std::vector<KeyService::Wrapped> &keys, const Ask &ask)
{
    std::vector<QJsonObject> items;
    for (const KeyService::Wrapped &key : keys) {
        if (key.key.version >= KeyService::kVaultVersions)
            items.push_back({{u"ciphertext"_s, QString::fromLatin1(key.key.bytes)},
                             {u"context"_s, contextOf(key.tenant, key.subject)}});
    }
    auto answered = ask(items);
    std::vector<Result<T>> outcomes;
    size_t next = 0;
    for (const KeyService::Wrapped &key : keys) {
        if (key.key.version >= KeyService::kVaultVersions)
            outcomes.push_back(std::move(answered[next++]));
        else
            outcomes.emplace_back(fail(notOfVault(key.key.version)));
    }
    return outcomes;
}

} // namespace

std::vector<Result<KeyService::WrappedKey>> VaultKeyService::wrapAll(const std::vector<Plain> &keys)
{
    std::vector<QJsonObject> items;
    for (const Plain &key : keys)
        items.push_back(
            {{u"plaintext"_s, base64(key.key.reveal())}, {u"context"_s, contextOf(key.tenant, key.subject)}});
    const QByteArray path = pathOf("encrypt");
    return inBatches<WrappedKey>(m_client, path, items,
                                 [&](const QJsonObject &item) { return wrappedFrom(item, path); });
}

std::vector<Result<Secret>> VaultKeyService::unwrapAll(const std::vector<Wrapped> &keys)
{
    const QByteArray path = pathOf("decrypt");
    const auto read = [&](const QJsonObject &item) -> Result<Secret> {
        if (const QString error = item.value(u"error").toString(); !error.isEmpty())
            return fail(errorOfItem(path, error));
        Secret key(QByteArray::fromBase64(item.value(u"plaintext").toString().toLatin1()));
        if (key.size() != crypto::kKeyBytes)
            return fail({ErrorCode::Corrupt, u"wrapped_key"_s, u"Vault opened something that is no data key"_s});
        return key;
    };
    return ofVaultAlone<Secret>(
        keys, [&](const std::vector<QJsonObject> &items) { return inBatches<Secret>(m_client, path, items, read); });
}

std::vector<Result<KeyService::WrappedKey>> VaultKeyService::rewrapAll(const std::vector<Wrapped> &keys)
{
    const QByteArray path = pathOf("rewrap");
    return ofVaultAlone<WrappedKey>(keys, [&](const std::vector<QJsonObject> &items) {
        return inBatches<WrappedKey>(m_client, path, items,
                                     [&](const QJsonObject &item) { return wrappedFrom(item, path); });
    });
}

Result<int> VaultKeyService::rotate()
{
    POS_CHECK(m_client.post(m_mount + "/keys/" + m_wrappingKey + "/rotate", {}));
    return newestVersion();
}

// By wrapping something: no right to read the key is needed.
Result<int> VaultKeyService::newestVersion()
{
    POS_TRY(const auto made, makeDataKey(Id(), Id()));
    return made.second.version;
}

int VaultKeyService::lookupVersion(const QByteArray &) const
{
    return kLookupVersion;
}

Result<QByteArray> VaultKeyService::lookupHash(const QByteArray &keyName, const QByteArray &value, int version)
{
    if (!isOwn(version))
        return fail(notOfVault(version));
    // Customers of an import come by the thousand. People who sign in are asked of Vault each time, as unknown ones
    // are: how long it takes says nothing about who was here.
    const bool isBulk = keyName == "bidx-customer";
    if (isBulk) {
        if (auto known = m_remembered.find(keyName, value, version))
            return *known;
    }
    const QByteArray path = m_mount + "/hmac/" + keyName + "/sha2-256";
    const auto answer =
        m_client.post(path, {{u"input"_s, base64(value)}, {u"key_version"_s, version - kVaultVersions}});
    if (!answer) {
        if (answer.error().code == ErrorCode::Unavailable) {
            if (auto known = m_remembered.find(keyName, value, version))
                return *known;
        }
        return fail(answer.error());
    }
    const QByteArray text = answer->value(u"data").toObject().value(u"hmac").toString().toLatin1();
    const QByteArray hash = QByteArray::fromBase64(text.mid(text.lastIndexOf(':') + 1));
    if (versionOf(text) != version - kVaultVersions || hash.size() != 32)
        return fail(Error::internal(u"Vault answered no hash of the version asked for"_s));
    m_remembered.insert(keyName, value, version, hash);
    return hash;
}

std::optional<KeyService::NewSubject> VaultKeyService::takePrepared(const Id &tenant)
{
    auto taken = m_prepared.take(tenant);
    bool isWanted = false;
    for (const PreparedKeys::Want &want : m_prepared.wanted())
        isWanted = isWanted || want.tenant == tenant;
    if (isWanted) {
        {
            const std::lock_guard lock(m_mutex);
            m_isWanted = true;
        }
        m_wake.notify_one();
    }
    return taken;
}

Result<void> VaultKeyService::check()
{
    if (const auto trouble = m_client.trouble())
        return fail(*trouble);
    const std::lock_guard lock(m_mutex);
    return m_unwell ? Result<void>(fail(*m_unwell)) : Result<void>();
}

void VaultKeyService::work()
{
    auto watchAt = std::chrono::steady_clock::now();
    for (;;) {
        if (std::chrono::steady_clock::now() >= watchAt) {
            watch();
            prepare(); // also what failed before
            watchAt = std::chrono::steady_clock::now() + m_watchEvery;
        }
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait_until(lock, watchAt, [this] { return m_stopping || m_isWanted; });
            if (m_stopping)
                return;
            if (!std::exchange(m_isWanted, false))
                continue;
        }
        prepare();
    }
}

void VaultKeyService::watch()
{
    auto health = m_client.health();
    // A standby may pass requests on; whether it does is seen by making one. After trouble one success ends it.
    const bool isStandby = !health && health.error().reason == u"vault_standby";
    if ((health && m_client.trouble()) || isStandby) {
        const auto tried = newestVersion();
        if (tried)
            health = {};
    }
    if (health)
        m_client.keepLogin();
    const std::lock_guard lock(m_mutex);
    m_unwell = health ? std::optional<Error>() : health.error();
}

void VaultKeyService::prepare()
{
    for (const PreparedKeys::Want &want : m_prepared.wanted()) {
        if (!prepareFor(want))
            return; // Vault is away: watch() tries again
    }
}

Result<void> VaultKeyService::prepareFor(const PreparedKeys::Want &want)
{
    std::vector<Plain> plain;
    for (size_t i = 0; i < want.count; ++i) {
        Secret key(crypto::randomBytes(crypto::kKeyBytes));
        if (key.isEmpty())
            return fail(Error::internal(u"OpenSSL has no random bytes"_s));
        plain.push_back({want.tenant, Id(QUuid::createUuid()), std::move(key)});
    }
    auto wrapped = wrapAll(plain);
    std::vector<NewSubject> made;
    for (size_t i = 0; i < plain.size(); ++i) {
        if (!wrapped[i])
            return fail(wrapped[i].error());
        made.push_back({plain[i].subject, std::move(plain[i].key), std::move(*wrapped[i])});
    }
    m_prepared.add(want.tenant, std::move(made));
    return {};
}

} // namespace pos::vault
