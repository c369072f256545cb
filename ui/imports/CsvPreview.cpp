// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/imports/CsvPreview.h"

#include <QStringDecoder>

namespace pos::ui {

namespace {

QString decoded(const QByteArray &head, const QString &encoding)
{
    QStringDecoder decoder(encoding.isEmpty() ? "utf-8" : encoding.toLatin1().constData());
    if (!decoder.isValid())
        return QString::fromLatin1(head); // windows-1252 is not built into every Qt
    QString text = decoder.decode(head);
    if (text.startsWith(QChar(QChar::ByteOrderMark)))
        text.remove(0, 1);
    return text;
}

} // namespace

QList<QStringList> CsvPreview::rows(const QByteArray &head, const QJsonObject &format)
{
    const QString text = decoded(head, format[u"encoding"].toString());
    const QChar separator = format[u"separator"].toString(QStringLiteral(",")).at(0);
    QList<QStringList> rows;
    QStringList record;
    QString field;
    bool quoted = false;
    for (qsizetype at = 0; at < text.size() && rows.size() <= kRows; ++at) {
        const QChar c = text[at];
        if (quoted && c == u'"' && at + 1 < text.size() && text[at + 1] == u'"') {
            field.append(c);
            ++at;
        } else if (c == u'"' && (quoted || field.isEmpty())) {
            quoted = !quoted;
        } else if (!quoted && c == separator) {
            record.append(std::exchange(field, {}));
        } else if (!quoted && c == u'\n') {
            record.append(std::exchange(field, {}));
            if (record.size() > 1 || !record[0].isEmpty())
                rows.append(record);
            record.clear();
        } else if (quoted || c != u'\r') {
            field.append(c);
        }
    }
    const bool lastIsWhole = rows.size() <= kRows && (!record.isEmpty() || !field.isEmpty());
    if (lastIsWhole)
        rows.append(record << field);
    return rows;
}

} // namespace pos::ui
