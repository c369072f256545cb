// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "server/http/Principal.h"
#include "tests/support/TestDatabase.h"

namespace pos::test {

// A shop in a TestDatabase, with an owner, a manager, a cashier and whatever a test puts on its shelves.
class TestShop {
public:
    struct Options {
        QByteArray slug = "toko";
        QByteArray currency = "IDR";
        QByteArray zone = "Asia/Jakarta";
        int cutOffHour = 0;
        int cashRounding = 100;
    };
    TestShop(TestDatabase &database, const Clock &clock) : TestShop(database, clock, Options()) { }
    TestShop(TestDatabase &database, const Clock &clock, const Options &options);

    const Id &tenant() const { return m_tenant; }
    // Signed in at that till: "T01", …
    http::Principal owner(const QByteArray &terminal = "T01") const
    {
        return as(contract::Role::Owner, m_owner, terminal);
    }
    http::Principal manager(const QByteArray &terminal = "T01") const
    {
        return as(contract::Role::Manager, m_manager, terminal);
    }
    http::Principal cashier(const QByteArray &terminal = "T01") const
    {
        return as(contract::Role::Cashier, m_cashier, terminal);
    }

    struct Product {
        QByteArray sku;
        qint64 price = 0;
        QByteArray taxClass = "none";
        bool isService = false;
        QByteArray policy = {}; // allow, warn, block; empty: the shop's
    };
    // Its variant.
    Id product(const Product &product);
    void receive(const Id &variant, Quantity quantity, qint64 unitCost = 0);
    Quantity onHand(const Id &variant);
    // On hand of every variant is the sum of its movements.
    bool stockEqualsLedger();

    Id taxRule(const QByteArray &taxClass, int ratePpm, int num, int den, bool inclusive,
               const QByteArray &from = "2000-01-01", const QByteArray &to = {});
    // A manager's approval for the cashier.
    Id approval(const QByteArray &action, const Id &resource);
    // One number or text as it is stored.
    QByteArray value(const QByteArray &sql);
    void set(const QByteArray &assignments); // of shop.tenant_settings

private:
    http::Principal as(contract::Role role, const Id &user, const QByteArray &terminal) const;
    Id person(const QByteArray &role);
    QByteArray quoted(const Id &id) const { return '\'' + id.toString().toLatin1() + '\''; }

    TestDatabase &m_database;
    const Clock &m_clock;
    Id m_tenant;
    Id m_owner;
    Id m_manager;
    Id m_cashier;
};

} // namespace pos::test
