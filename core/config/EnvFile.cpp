// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/Settings.h"

#include <QFile>
#include <QRegularExpression>

namespace pos::config {

namespace {

// The value after '='; nothing when its quotes do not close or something follows them.
std::optional<QString> valueOf(const QString &raw)
{
    const QString text = raw.trimmed();
    if (text.isEmpty())
        return QString();
    const QChar quote = text.front();
    if (quote != u'"' && quote != u'\'') {
        static const QRegularExpression comment(QStringLiteral("\\s#.*$"));
        return QString(text).remove(comment).trimmed();
    }
    QString value;
    for (qsizetype i = 1; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == quote) {
            const QString rest = text.mid(i + 1).trimmed();
            if (rest.isEmpty() || rest.startsWith(u'#'))
                return value;
            return std::nullopt;
        }
        if (quote == u'"' && c == u'\\' && i + 1 < text.size())
            value += text[++i] == u'n' ? QChar(u'\n') : text[i];
        else
            value += c;
    }
    return std::nullopt;
}

} // namespace

Result<QMap<QByteArray, QString>> readEnvFile(const QString &path)
{
    QMap<QByteArray, QString> values;
    QFile file(path);
    if (!file.exists())
        return values;
    if (!file.open(QIODevice::ReadOnly | QIODevice::Text))
        return fail(
            Error::invalid(path, QStringLiteral("unreadable"), QStringLiteral("%1: %2").arg(path, file.errorString())));
    static const QRegularExpression line(QStringLiteral("^(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=(.*)$"));
    int number = 0;
    const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n');
    for (const QString &raw : lines) {
        ++number;
        const QString text = raw.trimmed();
        if (text.isEmpty() || text.startsWith(u'#'))
            continue;
        const QRegularExpressionMatch match = line.match(text);
        const std::optional<QString> value = match.hasMatch() ? valueOf(match.captured(2)) : std::nullopt;
        if (!value) {
            return fail(Error::invalid(
                path, QStringLiteral("malformed"),
                QStringLiteral("%1, line %2: expected NAME=value, quotes closed").arg(path).arg(number)));
        }
        values.insert(match.captured(1).toLatin1(), *value);
    }
    return values;
}

} // namespace pos::config
