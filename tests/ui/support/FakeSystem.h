// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/support/FakeShop.h"

namespace pos::ui::test {

// What Settings and Services ask a FakeShop for: the shop's own documents, mails, the server's state, logs, backups.
class FakeSystem {
public:
    explicit FakeSystem(FakeShop &shop);

    QJsonObject tenant;
    QJsonObject settings;
    QJsonArray taxRules;
    QJsonObject services;
    QJsonArray logs; // the newest first
    QJsonArray parked;
    QJsonObject backups;
    QJsonArray waitingShops;
    bool refusesMail = false;

    void changeService(const QString &name, const QJsonObject &changes);

private:
    static FakeReply listed(const QJsonArray &items);
    static FakeReply versioned(const QJsonObject &document);
    static FakeReply patched(QJsonObject &document, const FakeRequest &request);
    void addShop(FakeShop &shop);
    void addMails(FakeShop &shop);
    void addServer(FakeShop &shop);
    void addBackups(FakeShop &shop);
    FakeReply logPage(const FakeRequest &request) const;
};

} // namespace pos::ui::test
