// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/Call.h"
#include "server/infra/postgres/Database.h"

namespace pos::order {

// What was sold, summed in the database from the stored sums: settled sales less refunds, without
// voided and unpaid orders. Stateless; called on worker threads.
class ReportService {
public:
    static constexpr int kMaxDays = 366;

    ReportService(pg::Database &database, const Clock &clock) : m_database(database), m_clock(clock) { }

    // The business date that is open now, beside the same day of the week before.
    Result<QJsonObject> today(const http::Call &call);
    // By business date, both included; nothing: the last 30 days.
    Result<QJsonObject> sales(const http::Call &call, std::optional<QDate> from, std::optional<QDate> to);

private:
    pg::Database &m_database;
    const Clock &m_clock;
};

} // namespace pos::order
