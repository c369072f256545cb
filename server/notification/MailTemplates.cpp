// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/notification/MailTemplates.h"

#include <QFile>

#include <kainjow/mustache.hpp>

namespace pos::notification {

namespace {

using kainjow::mustache::data;
using kainjow::mustache::mustache;

Result<std::string> load(const QString &name)
{
    QFile file(QStringLiteral(":/mail/%1.mustache").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error::internal(QStringLiteral("the mail template %1 is missing").arg(name)));
    return file.readAll().toStdString();
}

Result<QString> fill(const QString &name, const std::string &source, const data &values, bool escapes)
{
    mustache filled(source);
    if (!filled.is_valid())
        return fail(Error::internal(QStringLiteral("the mail template %1 is broken: %2")
                                        .arg(name, QString::fromStdString(filled.error_message()))));
    if (!escapes)
        filled.set_custom_escape([](const std::string &text) { return text; });
    return QString::fromStdString(filled.render(values));
}

QString fileName(contract::MailTemplate mail, Language language, const char *kind)
{
    return contract::toWord(mail) + u'.' + QString::fromLatin1(toWord(language)) + u'.' + QString::fromLatin1(kind);
}

// The title is the first line, the text begins after the empty second.
MailText split(const QString &text, const QString &html)
{
    const qsizetype end = text.indexOf(u'\n');
    return {text.left(end), text.mid(end + 2), html};
}

} // namespace

Result<MailText> MailTemplates::render(contract::MailTemplate mail, Language language, const Values &values)
{
    data places{data::type::object};
    for (auto it = values.begin(); it != values.end(); ++it)
        places.set(it.key().toStdString(), it.value().simplified().toStdString());

    const QString textName = fileName(mail, language, "txt");
    const QString htmlName = fileName(mail, language, "html");
    POS_TRY(const std::string textSource, load(textName));
    POS_TRY(const std::string htmlSource, load(htmlName));
    POS_TRY(const std::string layoutSource, load(QStringLiteral("layout.html")));
    POS_TRY(const QString text, fill(textName, textSource, places, false));
    POS_TRY(const QString body, fill(htmlName, htmlSource, places, true));
    MailText mailText = split(text, {});

    data frame{data::type::object};
    frame.set("language", toWord(language).toStdString());
    frame.set("title", mailText.title.toStdString());
    frame.set("body", body.toStdString());
    POS_TRY(mailText.html, fill(QStringLiteral("layout.html"), layoutSource, frame, true));
    return mailText;
}

Result<MailText> MailTemplates::source(contract::MailTemplate mail, Language language)
{
    POS_TRY(const std::string text, load(fileName(mail, language, "txt")));
    POS_TRY(const std::string html, load(fileName(mail, language, "html")));
    return split(QString::fromStdString(text), QString::fromStdString(html));
}

} // namespace pos::notification
