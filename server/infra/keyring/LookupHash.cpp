// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/keyring/LookupHash.h"

#include "core/base/EmailAddress.h"
#include "server/infra/keyring/KeysUnavailable.h"

#include <phonenumbers/phonenumberutil.h>

namespace pos::keyring {

Result<QString> normalisePhone(const QString &text, const QByteArray &region)
{
    using i18n::phonenumbers::PhoneNumber;
    using i18n::phonenumbers::PhoneNumberUtil;
    const PhoneNumberUtil &util = *PhoneNumberUtil::GetInstance();
    PhoneNumber number;
    const QString folded = text.normalized(QString::NormalizationForm_KC).trimmed();
    if (folded.size() > 40
        || util.Parse(folded.toStdString(), region.toStdString(), &number) != PhoneNumberUtil::NO_PARSING_ERROR
        || !util.IsPossibleNumber(number))
        return fail({ErrorCode::Invalid, QStringLiteral("not_a_phone"), QStringLiteral("not a telephone number")});
    std::string formatted;
    util.Format(number, PhoneNumberUtil::E164, &formatted);
    return QString::fromStdString(formatted);
}

Result<LookupHash::Value> LookupHash::hash(const QByteArray &keyName, const QByteArray &value) const
{
    const int version = m_service.lookupVersion(keyName);
    auto bytes = m_service.lookupHash(keyName, value, version);
    if (!bytes)
        return fail(keysUnavailable("encrypt", bytes.error()));
    return Value{std::move(*bytes), version};
}

Result<LookupHash::Value> LookupHash::email(const Id &tenant, const QString &email) const
{
    POS_TRY(const QString normalised, normaliseEmail(email));
    return hash("bidx-email", tenant.toString().toLatin1() + "|email|" + normalised.toUtf8());
}

Result<LookupHash::Value> LookupHash::phone(const Id &tenant, const QString &phone) const
{
    POS_TRY(const QString normalised, normalisePhone(phone));
    return hash("bidx-phone", tenant.toString().toLatin1() + "|phone|" + normalised.toUtf8());
}

Result<LookupHash::Value> LookupHash::login(const QString &email) const
{
    POS_TRY(const QString normalised, normaliseEmail(email));
    return hash("login", "login|" + normalised.toUtf8());
}

Result<QByteArray> LookupHash::address(const QByteArray &address) const
{
    POS_TRY(const Value value, hash("login", "address|" + address));
    return value.bytes;
}

} // namespace pos::keyring
