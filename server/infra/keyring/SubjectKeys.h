// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/keyring/DataKeyCache.h"
#include "server/infra/keyring/KeyService.h"
#include "server/infra/postgres/Database.h"

namespace pos::keyring {

// The data key of each person (keys.data_keys), unwrapped through the cache. Works inside the caller's
// transaction, whose tenant it must be. Thread-safe, may block on the key service: workers only. Where that is away
// and neither cache nor stock has the key: Unavailable "keys_unavailable".
class SubjectKeys {
public:
    SubjectKeys(KeyService &service, const Clock &clock) : m_service(service), m_clock(clock), m_cache(clock) { }

    struct Person {
        Id subject;
        DataKeyPtr key;
    };
    // A new person under a new random id, with a key made ahead of need where there is one. The row is queued into
    // the transaction.
    Result<Person> createPerson(pg::Transaction &tx, const Id &tenant);
    // The same under an id that is known already.
    Result<DataKeyPtr> create(pg::Transaction &tx, const Id &tenant, const Id &subject);
    // NotFound with the reason "erased" when the person's key has been destroyed.
    Result<DataKeyPtr> load(pg::Transaction &tx, const Id &tenant, const Id &subject);
    // Those that exist, in at most one round trip; erased people are left out.
    Result<QHash<Id, DataKeyPtr>> loadAll(pg::Transaction &tx, const Id &tenant, const QList<Id> &subjects);
    // Erasure: queued; call forget() once more after the commit, for a reader may have cached it meanwhile.
    void destroy(pg::Transaction &tx, const Id &tenant, const Id &subject);
    void forget(const Id &tenant, const Id &subject) { m_cache.drop(tenant, subject); }

    // At the start: does the key service open what this database holds? An error that says what to do
    // when the key file belongs to another store.
    Result<void> proveFits(pg::Database &database);

private:
    DataKeyPtr adopt(pg::Transaction &tx, const Id &tenant, const Id &subject, Secret key,
                     const KeyService::WrappedKey &wrapped);

    KeyService &m_service;
    const Clock &m_clock;
    DataKeyCache m_cache;
};

} // namespace pos::keyring
