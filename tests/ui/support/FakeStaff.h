// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/support/FakeShop.h"

namespace pos::ui::test {

// The staff of a FakeShop: people, invitations with their kept mails, sessions.
class FakeStaff {
public:
    explicit FakeStaff(FakeShop &shop);

    QJsonArray people;
    QJsonArray invitations;
    bool mailIsWritten = true; // the mail of an invitation

    static QString code()
    {
        return QStringLiteral("pGz3vT9KqW1xNcU7rJ5hYb0LmS2dFa8EoQi4ZtVnRk6XwPyHgCj1BuMsDl3IeO5TfA7qNz9GvKxWcYr2Uhbm0J");
    }
    static QString ownerId() { return QStringLiteral("01900000-0000-7000-8aaa-000000000001"); }
    QJsonObject person(const QString &id) const;
    void change(const QString &id, const QJsonObject &changes);

private:
    FakeReply listed(const QJsonArray &items) const;
    FakeReply answer(const QString &id) const;
    void addPeople(FakeShop &shop);
    void addInvitations(FakeShop &shop);
};

} // namespace pos::ui::test
