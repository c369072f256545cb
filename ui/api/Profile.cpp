// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/api/Profile.h"

#include <QJsonArray>

namespace pos::ui {

bool Profile::may(contract::Permission permission) const
{
    return permissions.contains(QString::fromLatin1(contract::toWord(permission)));
}

Result<Profile> Profile::fromJson(const QJsonObject &document)
{
    Profile profile;
    profile.id = document[u"id"].toString();
    profile.name = document[u"name"].toString();
    profile.email = document[u"email"].toString();
    POS_TRY(profile.role, contract::roleFromWord(document[u"role"].toString().toLatin1()));
    for (const QJsonValue &word : document[u"permissions"].toArray())
        profile.permissions.append(word.toString());
    const QJsonObject shop = document[u"tenant"].toObject();
    profile.shopName = shop[u"name"].toString();
    profile.slug = shop[u"slug"].toString();
    profile.money = MoneyFormat(shop[u"currency"].toString());
    const QTimeZone zone(shop[u"zone"].toString().toLatin1());
    if (profile.id.isEmpty() || profile.money.currency().isEmpty() || !zone.isValid())
        return fail({ErrorCode::Corrupt, QStringLiteral("bad_profile"), {}});
    profile.zone = zone;
    return profile;
}

} // namespace pos::ui
