// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/MoneyFormat.h"
#include "core/contract/Permission.h"

#include <QJsonObject>
#include <QStringList>
#include <QTimeZone>

namespace pos::ui {

// Who is signed in, and to which shop: the document of auth/me.
struct Profile {
    QString id;
    QString name;
    QString email;
    contract::Role role = contract::Role::Cashier;
    QStringList permissions;
    QString shopName;
    QString slug;
    MoneyFormat money;
    QTimeZone zone = QTimeZone::utc();

    bool may(contract::Permission permission) const;

    static Result<Profile> fromJson(const QJsonObject &document);
};

} // namespace pos::ui
