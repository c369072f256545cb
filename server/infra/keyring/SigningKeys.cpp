// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/keyring/SigningKeys.h"

#include "server/infra/keyring/FieldCipher.h"
#include "server/infra/keyring/PersonalColumns.h"

namespace pos::keyring::signingkeys {

namespace {

const pg::Statement kLock{"signing_keys_lock", "SELECT pg_advisory_xact_lock(hashtext('keys.signing_keys'))",
                          std::chrono::seconds(30)};
const pg::Statement kAll{"signing_keys_all", "SELECT id, wrapped, kek_version, private_enc FROM keys.signing_keys "
                                             "ORDER BY created_at, id"};
const pg::Statement kInsert{"signing_keys_insert",
                            "INSERT INTO keys.signing_keys (id, wrapped, kek_version, private_enc, created_at) "
                            "VALUES ($1, $2, $3, $4, $5)"};

// No person's and no shop's: the data key's own id stands for the subject.
Place placeOf(const Id &id)
{
    return {kSigningKey, Id(), id, id};
}

Result<Secret> openRow(KeyService &service, const pg::Row &row)
{
    const Id id = row.id("id");
    POS_TRY(Secret key, service.unwrap({row.bytes("wrapped"), row.i32("kek_version")}, Id(), id));
    POS_TRY(QByteArray pem, FieldCipher().open({std::move(key)}, placeOf(id), row.bytes("private_enc")));
    return Secret(std::move(pem));
}

Result<void> insert(pg::Transaction &tx, KeyService &service, const Clock &clock, const Secret &pem)
{
    const Id id = Id::make(clock);
    POS_TRY(auto made, service.makeDataKey(Id(), id));
    POS_TRY(const QByteArray sealed, FieldCipher().seal({std::move(made.first)}, placeOf(id), pem.reveal()));
    tx.queue(kInsert, pg::Params(id, made.second.bytes, made.second.version, sealed, clock.now()));
    return {};
}

Result<std::vector<Secret>> read(pg::Transaction &tx, KeyService &service)
{
    POS_TRY(const pg::Rows rows, tx.run(kAll));
    std::vector<Secret> pems;
    for (const pg::Row row : rows) {
        POS_TRY(Secret pem, openRow(service, row));
        pems.push_back(std::move(pem));
    }
    return pems;
}

} // namespace

Result<std::shared_ptr<const TokenKeys>> open(pg::Database &database, KeyService &service, const Clock &clock)
{
    POS_TRY(auto pems, database.asSystem([&](pg::Transaction &tx) -> Result<std::vector<Secret>> {
        POS_CHECK(tx.run(kLock));
        POS_TRY(auto known, read(tx, service));
        if (known.empty()) {
            POS_TRY(Secret pem, TokenKeys::makePem());
            POS_CHECK(insert(tx, service, clock, pem));
            known.push_back(std::move(pem));
        }
        return known;
    }));
    return TokenKeys::fromPems(std::move(pems));
}

Result<int> adopt(pg::Database &database, KeyService &service, const Clock &clock, const TokenKeys &keys)
{
    return database.asSystem([&](pg::Transaction &tx) -> Result<int> {
        POS_CHECK(tx.run(kLock));
        POS_TRY(auto pems, read(tx, service));
        std::shared_ptr<const TokenKeys> known;
        if (!pems.empty()) {
            POS_TRY(known, TokenKeys::fromPems(std::move(pems)));
        }
        int count = 0;
        for (const TokenKeys::Key &key : keys.all()) {
            if (known && known->find(key.id))
                continue;
            POS_CHECK(insert(tx, service, clock, key.privatePem));
            ++count;
        }
        return count;
    });
}

} // namespace pos::keyring::signingkeys
