// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/postgres/Database.h"

namespace pos::test {

// A fresh database with every migration run, on the tests' own PostgreSQL (tests/support/test-cluster, started when it
// does not run). Copied from a template, so that one costs a tenth of a second. Make one a test class (initTestCase)
// and drop it with the object. Aborts the test program with a sentence when PostgreSQL cannot be had.
class TestDatabase {
public:
    enum class Contents { Migrated, Empty };
    explicit TestDatabase(Contents contents = Contents::Migrated);
    ~TestDatabase();
    TestDatabase(const TestDatabase &) = delete;
    TestDatabase &operator=(const TestDatabase &) = delete;

    pg::Database &database() { return *m_database; }
    // For a second Database, another process or psql. Roles: "postgres" (the administrator), "pos_owner", "pos_app",
    // "pos_system".
    QByteArray url(const QByteArray &role = "postgres") const;
    const QByteArray &name() const { return m_name; }
    // SQL as the administrator, past row-level security: to look at what is stored or to break it on purpose.
    pg::Rows admin(const QByteArray &sql);

private:
    QByteArray m_name;
    std::unique_ptr<pg::Connection> m_admin;
    std::unique_ptr<pg::Database> m_database;
};

} // namespace pos::test
