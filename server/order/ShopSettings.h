// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contract/Permission.h"
#include "core/domain/CashRounding.h"
#include "core/domain/DiscountLimit.h"
#include "core/domain/OrderPricing.h"
#include "server/infra/postgres/Transaction.h"

#include <QTimeZone>

namespace pos::order {

// What the order-service needs to know of its shop, read with each order: a change holds from the next one on.
struct ShopSettings {
    QString name;
    QString code; // in order numbers: letters and digits of the slug, upper case
    QString currency;
    QTimeZone zone;
    int cutOffHour = 0;
    domain::TaxRounding taxRounding = domain::TaxRounding::PerLine;
    domain::CashRounding cashRounding;
    qint64 cashierDiscountBp = 0;
    qint64 managerDiscountBp = 0;
    QString language;
    QString receiptHeader;
    QString receiptFooter;
    int receiptColumns = 32;

    static size_t queue(pg::Transaction &tx);
    static Result<ShopSettings> read(const pg::Rows &rows);

    QDate businessDate(Instant instant) const;
    domain::DiscountLimit discountLimit(std::optional<contract::Role> role) const;
};

// A dated tax rule and the goods it is for.
struct ClassRule {
    QString taxClass;
    domain::TaxRule rule;
};

size_t queueTaxRules(pg::Transaction &tx);
std::vector<ClassRule> readTaxRules(const pg::Rows &rows);
// The youngest rule of the class that holds on that day; none: rate 0.
domain::TaxRule ruleFor(const std::vector<ClassRule> &rules, const QString &taxClass, QDate businessDate);

} // namespace pos::order
