// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/ProblemTexts.h"

#include <QFile>
#include <QHash>
#include <QJsonDocument>

namespace pos::http::problemtexts {

namespace {

using Table = QHash<QString, QString>;

struct Tables {
    Table titles, reasons, fields, sentences;
};

Table tableOf(const QJsonObject &object)
{
    Table table;
    for (auto it = object.constBegin(); it != object.constEnd(); ++it)
        table.insert(it.key(), it.value().toString());
    return table;
}

const Tables &tables()
{
    static const Tables loaded = [] {
        QFile file(QStringLiteral(":/problems/id.json"));
        const bool opened = file.open(QIODevice::ReadOnly);
        Q_ASSERT(opened);
        const QJsonObject all = opened ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
        return Tables{tableOf(all[u"titles"].toObject()), tableOf(all[u"reasons"].toObject()),
                      tableOf(all[u"fields"].toObject()), tableOf(all[u"sentences"].toObject())};
    }();
    return loaded;
}

// "must be at least 5" with the pattern "must be at least %1" gives "5".
std::optional<QString> argumentOf(const QString &sentence, const QString &pattern)
{
    const qsizetype hole = pattern.indexOf(u"%1");
    if (hole < 0 || sentence.size() <= pattern.size() - 2)
        return {};
    const QStringView tail = QStringView(pattern).sliced(hole + 2);
    if (!sentence.startsWith(QStringView(pattern).first(hole)) || !sentence.endsWith(tail))
        return {};
    return sentence.mid(hole, sentence.size() - hole - tail.size());
}

} // namespace

QString title(int status)
{
    return tables().titles.value(QString::number(status));
}

QString reason(const QString &word)
{
    return tables().reasons.value(word);
}

QString fieldMessage(const FieldError &field)
{
    const Table &sentences = tables().sentences;
    if (const auto exact = sentences.find(field.message); exact != sentences.end())
        return *exact;
    // The longest pattern that fits: "must have at least %1 characters" before "must have at least %1".
    QString best;
    qsizetype length = 0;
    for (auto it = sentences.begin(); it != sentences.end(); ++it) {
        const std::optional<QString> argument = argumentOf(field.message, it.key());
        if (argument && it.key().size() > length) {
            best = QString(it.value()).replace(QStringLiteral("%1"), *argument);
            length = it.key().size();
        }
    }
    return best.isEmpty() ? tables().fields.value(field.code, field.message) : best;
}

} // namespace pos::http::problemtexts
