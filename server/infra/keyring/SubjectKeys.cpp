// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/keyring/SubjectKeys.h"

#include "server/infra/keyring/KeysUnavailable.h"

namespace pos::keyring {

namespace {

const pg::Statement kInsert{"keys_insert",
                            "INSERT INTO keys.data_keys (tenant_id, id, wrapped, kek_version, created_at) "
                            "VALUES ($1, $2, $3, $4, $5)"};
const pg::Statement kLoad{"keys_load", "SELECT id, wrapped, kek_version FROM keys.data_keys "
                                       "WHERE tenant_id = $1 AND id = ANY($2::uuid[]) AND wrapped IS NOT NULL"};
const pg::Statement kDestroy{"keys_destroy", "UPDATE keys.data_keys SET wrapped = NULL, destroyed_at = $3 "
                                             "WHERE tenant_id = $1 AND id = $2 AND destroyed_at IS NULL"};
const pg::Statement kAny{"keys_any",
                         "SELECT tenant_id, id, wrapped, kek_version FROM keys.data_keys WHERE wrapped IS NOT NULL "
                         "ORDER BY created_at DESC LIMIT 1"};

} // namespace

DataKeyPtr SubjectKeys::adopt(pg::Transaction &tx, const Id &tenant, const Id &subject, Secret key,
                              const KeyService::WrappedKey &wrapped)
{
    tx.queue(kInsert, pg::Params(tenant, subject, wrapped.bytes, wrapped.version, m_clock.now()));
    auto made = std::make_shared<const DataKey>(DataKey{std::move(key)});
    m_cache.insert(tenant, subject, made);
    return made;
}

Result<DataKeyPtr> SubjectKeys::create(pg::Transaction &tx, const Id &tenant, const Id &subject)
{
    auto made = m_service.makeDataKey(tenant, subject);
    if (!made)
        return fail(keysUnavailable("encrypt", made.error()));
    return adopt(tx, tenant, subject, std::move(made->first), made->second);
}

Result<SubjectKeys::Person> SubjectKeys::createPerson(pg::Transaction &tx, const Id &tenant)
{
    if (auto prepared = m_service.takePrepared(tenant))
        return Person{prepared->subject,
                      adopt(tx, tenant, prepared->subject, std::move(prepared->key), prepared->wrapped)};
    Person person{Id(QUuid::createUuid()), {}}; // random: tells nothing of when the person came
    POS_TRY(person.key, create(tx, tenant, person.subject));
    return person;
}

Result<QHash<Id, DataKeyPtr>> SubjectKeys::loadAll(pg::Transaction &tx, const Id &tenant, const QList<Id> &subjects)
{
    QHash<Id, DataKeyPtr> keys;
    QList<Id> missing;
    for (const Id &subject : subjects) {
        if (const DataKeyPtr key = m_cache.find(tenant, subject))
            keys.insert(subject, key);
        else
            missing.append(subject);
    }
    if (missing.isEmpty())
        return keys;
    POS_TRY(const pg::Rows rows, tx.run(kLoad, pg::Params(tenant, missing)));
    std::vector<KeyService::Wrapped> wrapped;
    for (const pg::Row row : rows)
        wrapped.push_back({tenant, row.id("id"), {row.bytes("wrapped"), row.i32("kek_version")}});
    auto opened = m_service.unwrapAll(wrapped);
    for (size_t i = 0; i < wrapped.size(); ++i) {
        if (!opened[i])
            return fail(keysUnavailable("decrypt", opened[i].error()));
        auto key = std::make_shared<const DataKey>(DataKey{std::move(*opened[i])});
        m_cache.insert(tenant, wrapped[i].subject, key);
        keys.insert(wrapped[i].subject, key);
    }
    return keys;
}

Result<DataKeyPtr> SubjectKeys::load(pg::Transaction &tx, const Id &tenant, const Id &subject)
{
    POS_TRY(const auto keys, loadAll(tx, tenant, {subject}));
    if (const DataKeyPtr key = keys.value(subject))
        return key;
    return fail({ErrorCode::NotFound, QStringLiteral("erased"), QStringLiteral("this person's data has been erased")});
}

void SubjectKeys::destroy(pg::Transaction &tx, const Id &tenant, const Id &subject)
{
    tx.queue(kDestroy, pg::Params(tenant, subject, m_clock.now()));
    forget(tenant, subject);
}

Result<void> SubjectKeys::proveFits(pg::Database &database)
{
    POS_TRY(const pg::Rows rows, database.asSystem([](pg::Transaction &tx) { return tx.run(kAny); }));
    if (rows.isEmpty())
        return {};
    const pg::Row row = rows.first();
    POS_CHECK(m_service.unwrap({row.bytes("wrapped"), row.i32("kek_version")}, row.id("tenant_id"), row.id("id")));
    return {};
}

} // namespace pos::keyring
