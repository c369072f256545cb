// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/Settings.h"
#include "server/infra/keyring/LocalKeyService.h"
#include "server/infra/keyring/SubjectKeys.h"
#include "server/infra/logging/Logger.h"
#include "server/infra/metrics/ServiceMetrics.h"
#include "server/runtime/ServerContext.h"
#include "tests/support/TestDatabase.h"

#include <QTemporaryDir>

namespace pos::test {

// All that a service is made from, on a database and a key folder of its own; silent log.
class TestStore {
public:
    TestStore();

    pg::Database &database() { return m_database.database(); }
    pg::Rows admin(const QByteArray &sql) { return m_database.admin(sql); }
    ManualClock &clock() { return m_clock; }
    keyring::KeyService &keys() { return *m_keys; }
    keyring::SubjectKeys &subjectKeys() { return *m_subjectKeys; }
    const keyring::FieldCipher &cipher() const { return m_cipher; }
    runtime::ServerContext &context() { return *m_context; }

    // A shop with its settings row; its slug is "shop-1", "shop-2", …
    Id makeShop(const QString &currency = QStringLiteral("IDR"), const QString &zone = QStringLiteral("Asia/Jakarta"));
    qint64 count(const QByteArray &fromWhere); // SELECT count(*) FROM …, as the administrator

private:
    TestDatabase m_database;
    QTemporaryDir m_folder;
    ManualClock m_clock;
    config::Settings m_settings;
    keyring::FieldCipher m_cipher;
    metrics::ServiceMetrics m_metrics;
    std::unique_ptr<keyring::LocalKeyService> m_keys;
    std::unique_ptr<keyring::SubjectKeys> m_subjectKeys;
    std::unique_ptr<logging::Logs> m_logs;
    std::unique_ptr<logging::Logger> m_log;
    std::unique_ptr<runtime::ServerContext> m_context;
    int m_shops = 0;
};

} // namespace pos::test
