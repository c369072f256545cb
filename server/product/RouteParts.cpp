// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/product/RouteParts.h"

using namespace Qt::StringLiterals;

namespace pos::product {

Result<void> requireVersion(qint64 known, qint64 current, const QJsonObject &document)
{
    if (known == current)
        return {};
    return fail({ErrorCode::PreconditionFailed,
                 {},
                 u"Somebody has changed this meanwhile (version %1, not %2)"_s.arg(current).arg(known),
                 {},
                 document});
}

Result<void> finishCursor(contract::JsonReader &reader, bool isOfThisList)
{
    if (reader.finish() && isOfThisList)
        return {};
    return fail(Error::invalid(u"cursor"_s, u"bad_cursor"_s, u"must be a cursor of this list in this order"_s));
}

Result<std::optional<QString>> queryText(const http::Call &call, const char *name)
{
    constexpr qsizetype kMaxLength = 200;
    const std::optional<QString> text = call.query(name);
    if (text && text->size() > kMaxLength)
        return fail(Error::invalid(QString::fromLatin1(name), u"too_long"_s,
                                   u"must have at most %1 characters"_s.arg(kMaxLength)));
    if (!text || text->trimmed().isEmpty())
        return std::nullopt;
    return text->trimmed();
}

} // namespace pos::product
