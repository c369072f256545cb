// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/runtime/KeyMove.h"

#include "server/infra/keyring/LookupHash.h"
#include "server/infra/keyring/PersonalColumns.h"
#include "server/infra/keyring/SigningKeys.h"

#include <QDir>

#include <limits>

namespace pos::runtime {

namespace {

using keyring::KeyService;

constexpr auto kPatience = std::chrono::seconds(60);

// Whoever came before us to the same database, with the name every program of ours gives. Of another login's
// connection the age cannot be seen.
const pg::Statement kOthers{"key_move_others",
                            "SELECT count(*) AS n FROM pg_stat_activity a, pg_stat_activity me "
                            "WHERE me.pid = pg_backend_pid() AND a.datname = me.datname AND a.pid <> me.pid "
                            "AND a.application_name = 'pos-backoffice' "
                            "AND coalesce(a.backend_start < me.backend_start - interval '1 second', true)"};
const pg::Statement kPeople{
    "key_move_people",
    "SELECT u.tenant_id, u.id, u.subject_pid, u.email_enc, u.phone_enc, u.email_hash IS NOT NULL AS has_email, "
    "u.phone_hash IS NOT NULL AS has_phone, l.user_id IS NOT NULL AS has_login, k.wrapped, k.kek_version "
    "FROM identity.users u LEFT JOIN identity.login_index l ON l.tenant_id = u.tenant_id AND l.user_id = u.id "
    "JOIN keys.data_keys k ON k.tenant_id = u.tenant_id AND k.id = u.subject_pid "
    "WHERE u.hash_version BETWEEN $1 AND $2 OR l.hash_version BETWEEN $1 AND $2 ORDER BY u.tenant_id, u.id LIMIT 100",
    kPatience};
const pg::Statement kUpdatePerson{"key_move_person",
                                  "UPDATE identity.users SET email_hash = $3, phone_hash = $4, hash_version = $5 "
                                  "WHERE tenant_id = $1 AND id = $2"};
const pg::Statement kUpdateLogin{"key_move_login", "UPDATE identity.login_index SET login_hash = $3, hash_version = $4 "
                                                   "WHERE tenant_id = $1 AND user_id = $2"};
// Nobody signs in by an address that is no longer there.
const pg::Statement kDropLogin{"key_move_drop",
                               "DELETE FROM identity.login_index WHERE tenant_id = $1 AND user_id = $2"};
const pg::Statement kForgetSigning{"key_move_forget", "DELETE FROM keys.signing_keys"};

struct Hashes {
    std::optional<QByteArray> email;
    std::optional<QByteArray> phone;
    std::optional<QByteArray> login;
};

} // namespace

int KeyMove::firstVersion() const
{
    return toVault() ? 0 : KeyService::kVaultVersions;
}

int KeyMove::lastVersion() const
{
    return toVault() ? KeyService::kVaultVersions - 1 : std::numeric_limits<qint16>::max();
}

Result<KeyMove::Outcome> KeyMove::run()
{
    POS_CHECK(nobodyElse());
    Outcome outcome;
    // Data keys last: as long as one is left, a server sees that the move was not finished.
    POS_TRY(outcome.signingKeys, moveSigningKeys());
    // In the folder they are safe; left in the table under two masters, neither direction could open them all.
    if (!toVault())
        POS_CHECK(forgetSigningKeys());
    POS_TRY(outcome.people, movePeople());
    POS_TRY(outcome.dataKeys, moveDataKeys());
    return outcome;
}

Result<void> KeyMove::nobodyElse()
{
    if (m_options.holdsStore)
        return {};
    POS_TRY(const pg::Rows rows, m_options.database.asSystem([](pg::Transaction &tx) { return tx.run(kOthers); }));
    if (rows.first().i64("n") == 0)
        return {};
    return fail(
        Error::conflict(QStringLiteral("server_runs"),
                        QStringLiteral("a server works on this database: stop every server first, then move the "
                                       "keys, then set or unset VAULT_ADDR and start again")));
}

Result<int> KeyMove::moveSigningKeys()
{
    if (toVault()) {
        if (QDir(m_options.keyFolder).entryList({QStringLiteral("jwt-*.pem")}, QDir::Files).isEmpty())
            return 0;
        POS_TRY(const auto keys, keyring::TokenKeys::open(m_options.keyFolder));
        return keyring::signingkeys::adopt(m_options.database, m_options.to, m_options.clock, *keys);
    }
    POS_TRY(const auto keys, keyring::signingkeys::open(m_options.database, m_options.from, m_options.clock));
    return keyring::TokenKeys::adopt(m_options.keyFolder, *keys);
}

Result<void> KeyMove::forgetSigningKeys()
{
    return m_options.database.asSystem([](pg::Transaction &tx) -> Result<void> {
        POS_CHECK(tx.run(kForgetSigning));
        return {};
    });
}

namespace {

// The person's lookup values under the other service's keys. The fields themselves stay as they are.
class Rehash {
public:
    explicit Rehash(const KeyMove::Options &options) : m_options(options), m_lookup(options.to) { }

    Result<Hashes> of(const pg::Row &row) const
    {
        Hashes hashes;
        const bool hasEmail = row.boolean("has_email") || row.boolean("has_login");
        if (row.isNull("wrapped") || (!hasEmail && !row.boolean("has_phone")))
            return hashes; // erased, or nothing to find the person by
        const Id tenant = row.id("tenant_id");
        const Id subject = row.id("subject_pid");
        const int version = row.i32("kek_version");
        KeyService &service = m_options.from.isOwn(version) ? m_options.from : m_options.to;
        POS_TRY(Secret bytes, service.unwrap({row.bytes("wrapped"), version}, tenant, subject));
        const keyring::DataKey key{std::move(bytes)};
        if (hasEmail && !row.isNull("email_enc")) {
            POS_TRY(const QString email, m_cipher.openText(key, {keyring::kUserEmail, tenant, row.id("id"), subject},
                                                           row.bytes("email_enc")));
            if (row.boolean("has_email")) {
                POS_TRY(const auto hash, m_lookup.email(tenant, email));
                hashes.email = hash.bytes;
            }
            if (row.boolean("has_login")) {
                POS_TRY(const auto hash, m_lookup.login(email));
                hashes.login = hash.bytes;
            }
        }
        if (row.boolean("has_phone") && !row.isNull("phone_enc")) {
            POS_TRY(const QString phone, m_cipher.openText(key, {keyring::kUserPhone, tenant, row.id("id"), subject},
                                                           row.bytes("phone_enc")));
            POS_TRY(const auto hash, m_lookup.phone(tenant, phone));
            hashes.phone = hash.bytes;
        }
        return hashes;
    }

private:
    const KeyMove::Options &m_options;
    const keyring::LookupHash m_lookup;
    const keyring::FieldCipher m_cipher;
};

} // namespace

Result<qint64> KeyMove::movePeople()
{
    const Rehash rehash(m_options);
    const int version = m_options.to.lookupVersion("login");
    for (qint64 done = 0;;) {
        POS_TRY(const int moved, m_options.database.asSystem([&](pg::Transaction &tx) -> Result<int> {
            POS_TRY(const pg::Rows rows, tx.run(kPeople, pg::Params(firstVersion(), lastVersion())));
            for (const pg::Row row : rows) {
                POS_TRY(const Hashes hashes, rehash.of(row));
                const Id tenant = row.id("tenant_id");
                const Id user = row.id("id");
                tx.queue(kUpdatePerson, pg::Params(tenant, user, hashes.email, hashes.phone, version));
                if (hashes.login)
                    tx.queue(kUpdateLogin, pg::Params(tenant, user, *hashes.login, version));
                else if (row.boolean("has_login"))
                    tx.queue(kDropLogin, pg::Params(tenant, user));
            }
            POS_CHECK(tx.flush());
            return rows.size();
        }));
        if (moved == 0)
            return done;
        done += moved;
        if (m_options.report)
            m_options.report({QStringLiteral("people"), done});
    }
}

Result<qint64> KeyMove::moveDataKeys()
{
    keyring::KeyRewrap rewrap(m_options.database, [this](const keyring::KeyRewrap::Progress &progress) {
        if (m_options.report)
            m_options.report({QStringLiteral("data keys"), progress.done});
    });
    const auto over = [this](const std::vector<KeyService::Wrapped> &keys) {
        auto opened = m_options.from.unwrapAll(keys);
        std::vector<KeyService::Plain> plain;
        for (size_t i = 0; i < keys.size(); ++i) {
            if (opened[i])
                plain.push_back({keys[i].tenant, keys[i].subject, std::move(*opened[i])});
        }
        auto wrapped = m_options.to.wrapAll(plain);
        std::vector<Result<KeyService::WrappedKey>> outcomes;
        size_t next = 0;
        for (const auto &one : opened) {
            if (one)
                outcomes.push_back(std::move(wrapped[next++]));
            else
                outcomes.emplace_back(fail(one.error()));
        }
        return outcomes;
    };
    POS_TRY(const auto progress, rewrap.all(firstVersion(), lastVersion(), over));
    if (progress.failed > 0)
        return fail({ErrorCode::Corrupt, QStringLiteral("wrapped_key"),
                     QStringLiteral("%1 of %2 keys did not open and were left as they are; the first: %3")
                         .arg(progress.failed)
                         .arg(progress.total)
                         .arg(progress.firstFailure)});
    return progress.done;
}

} // namespace pos::runtime
