// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contract/MailRequest.h"

namespace pos::contract {

QStringList mailTemplateWords()
{
    return {QStringLiteral("verify_email"), QStringLiteral("invitation"), QStringLiteral("password_reset"),
            QStringLiteral("test")};
}

QString toWord(MailTemplate mail)
{
    return mailTemplateWords().at(static_cast<int>(mail));
}

QJsonObject MailRequest::toJson() const
{
    QJsonObject object{{QStringLiteral("template"), toWord(mail)}, {QStringLiteral("user_id"), user.toString()}};
    if (!token.isNull())
        object.insert(QStringLiteral("token_id"), token.toString());
    return object;
}

Result<MailRequest> MailRequest::read(JsonReader reader)
{
    MailRequest request;
    const QString word = reader.oneOf("template", mailTemplateWords());
    request.user = reader.id("user_id");
    request.token = reader.optionalId("token_id").value_or(Id());
    POS_CHECK(reader.finish());
    request.mail = static_cast<MailTemplate>(mailTemplateWords().indexOf(word));
    if (request.token.isNull() && request.mail != MailTemplate::Test)
        return fail(Error::invalid(QStringLiteral("token_id"), QStringLiteral("required"), QStringLiteral("is required")));
    return request;
}

} // namespace pos::contract
