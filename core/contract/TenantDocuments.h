// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contract/AuthDocuments.h"

#include <QDate>

namespace pos::contract {

// GET tenant.
struct Tenant {
    Id id;
    QString name;
    QString slug;
    QString currency;
    QString zone;
    int businessDayCutoff = 0; // hour
    QByteArray status;         // active, suspended
    Instant createdAt;
    qint64 version = 0;

    QJsonObject toJson() const;
};

struct ChangeTenant {
    std::optional<QString> name;
    std::optional<QString> currency; // while nothing has been sold
    std::optional<QString> zone;
    std::optional<int> businessDayCutoff;

    static Result<ChangeTenant> read(JsonReader reader);
    QStringList fields() const;
};

// GET tenant/settings. Discounts in hundredths of a percent, cash rounding in the currency's smallest unit.
struct TenantSettings {
    Language language = Language::Indonesian;
    QString receiptHeader;
    QString receiptFooter;
    int receiptColumns = 32;
    qint64 cashRounding = 1;
    QString stockPolicy; // allow, warn, block
    QString taxRounding; // line, document
    int cashierDiscountBp = 0;
    int managerDiscountBp = 0;
    qint64 version = 0;

    QJsonObject toJson() const;
};

struct ChangeSettings {
    std::optional<Language> language;
    std::optional<QString> receiptHeader;
    std::optional<QString> receiptFooter;
    std::optional<qint64> receiptColumns;
    std::optional<qint64> cashRounding;
    std::optional<QString> stockPolicy;
    std::optional<QString> taxRounding;
    std::optional<qint64> cashierDiscountBp;
    std::optional<qint64> managerDiscountBp;

    static Result<ChangeSettings> read(JsonReader reader);
    QStringList fields() const;
};

// One dated rule for a class of goods. Parts per million: 12 % is 120000. `until` is the first day it no longer holds
// for.
struct TaxRuleItem {
    Id id;
    QString name;
    QString taxClass;
    qint64 ratePpm = 0;
    qint64 baseNumerator = 1;
    qint64 baseDenominator = 1;
    bool inclusive = false;
    QDate from;
    QDate until;

    static Result<TaxRuleItem> read(JsonReader reader); // without an id
    QJsonObject toJson() const;
};

} // namespace pos::contract
