// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestStore.h"

#include "server/infra/keyring/AccessToken.h"

namespace pos::test {

namespace {

const pg::Statement kMakeTenant{
    "test.make_tenant",
    "INSERT INTO shop.tenants (id, slug, name, currency, zone, business_day_cutoff, created_at, updated_at) "
    "VALUES ($1, $2, $2, $3, $4, 4, $5, $5)"};
const pg::Statement kMakeSettings{"test.make_settings",
                                  "INSERT INTO shop.tenant_settings (tenant_id, updated_at) VALUES ($1, $2)"};

template<class T>
T need(Result<T> result)
{
    if (!result)
        qFatal("the test store cannot be made: %s", qPrintable(result.error().detail));
    return std::move(*result);
}

} // namespace

TestStore::TestStore()
    : m_clock(need(instantFromRfc3339(u"2026-01-22T03:00:00Z"))), m_metrics(contract::Service::Product)
{
    m_settings.dataDir = m_folder.path();
    m_keys = need(keyring::LocalKeyService::open(m_folder.filePath(QStringLiteral("keys/master.key"))));
    m_subjectKeys = std::make_unique<keyring::SubjectKeys>(*m_keys, m_clock);
    logging::Logs::Options silent;
    silent.console = false;
    m_logs = need(logging::Logs::open(silent));
    m_log = need(m_logs->service("test"));
    auto tokenKeys = need(keyring::TokenKeys::open(m_folder.filePath(QStringLiteral("keys"))));
    m_context.reset(new runtime::ServerContext{m_settings, m_clock, database(), *m_keys, *m_subjectKeys, tokenKeys,
                                               m_cipher, *m_log, m_metrics});
}

Id TestStore::makeShop(const QString &currency, const QString &zone)
{
    const Id id = Id::make(m_clock);
    const QString slug = QStringLiteral("shop-%1").arg(++m_shops);
    const Instant now = m_clock.now();
    need(database().forTenant(id, [&](pg::Transaction &tx) -> Result<int> {
        POS_CHECK(tx.run(kMakeTenant, pg::Params(id, slug, currency, zone, now)));
        POS_CHECK(tx.run(kMakeSettings, pg::Params(id, now)));
        return 0;
    }));
    return id;
}

qint64 TestStore::count(const QByteArray &fromWhere)
{
    return admin("SELECT count(*) AS n FROM " + fromWhere).first().i64("n");
}

} // namespace pos::test
