// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contract/MailRequest.h"

namespace pos::contract {

QStringList mailTemplateWords()
{
    return {QStringLiteral("verification"), QStringLiteral("invitation"), QStringLiteral("reset"),
            QStringLiteral("password_changed"), QStringLiteral("test")};
}

QString toWord(MailTemplate mail)
{
    return mailTemplateWords().at(static_cast<int>(mail));
}

QJsonObject MailRequest::toJson() const
{
    QJsonObject object{{QStringLiteral("template"), toWord(mail)},
                       {QStringLiteral("user_id"), user.toString()},
                       {QStringLiteral("language"), QString::fromLatin1(toWord(language))}};
    if (!token.isNull())
        object.insert(QStringLiteral("token_id"), token.toString());
    return object;
}

Result<MailRequest> MailRequest::read(JsonReader reader)
{
    MailRequest request;
    const QString word = reader.oneOf("template", mailTemplateWords());
    request.user = reader.id("user_id");
    const QString language = reader.oneOf("language", {QStringLiteral("id"), QStringLiteral("en")});
    request.token = reader.optionalId("token_id").value_or(Id());
    POS_CHECK(reader.finish());
    request.language = language == QLatin1StringView("id") ? Language::Indonesian : Language::English;
    request.mail = static_cast<MailTemplate>(mailTemplateWords().indexOf(word));
    if (request.token.isNull() && request.mail != MailTemplate::Test && request.mail != MailTemplate::PasswordChanged)
        return fail(
            Error::invalid(QStringLiteral("token_id"), QStringLiteral("required"), QStringLiteral("is required")));
    return request;
}

} // namespace pos::contract
