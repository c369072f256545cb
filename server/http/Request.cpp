// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/Request.h"

#include <algorithm>

namespace pos::http {

QByteArray Request::header(QByteArrayView name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value.trimmed();
    }
    return {};
}

bool Request::hasHeader(QByteArrayView name) const
{
    return std::any_of(headers.begin(), headers.end(),
                       [name](const auto &field) { return field.first.compare(name, Qt::CaseInsensitive) == 0; });
}

Language Request::language() const
{
    int best = 0;
    Language chosen = Language::English;
    const QByteArray wanted = header("Accept-Language").toLower();
    for (const QByteArray &item : wanted.split(',')) {
        const QList<QByteArray> parts = item.split(';');
        const QByteArray primary = parts[0].trimmed().split('-').constFirst();
        int quality = 1000;
        if (parts.size() > 1 && parts[1].trimmed().startsWith("q="))
            quality = qRound(parts[1].trimmed().mid(2).toDouble() * 1000);
        if (quality <= best)
            continue;
        if (primary == "id" || primary == "in") // "in" is the old code, which Java still sends
            chosen = Language::Indonesian;
        else if (primary == "en" || primary == "*")
            chosen = Language::English;
        else
            continue;
        best = quality;
    }
    return chosen;
}

} // namespace pos::http
