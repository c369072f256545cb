// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contract/JsonReader.h"

namespace pos::ui {

// What a document of the server holds, with zero where it holds nothing.
inline Money moneyIn(const QJsonObject &document, const char *name)
{
    return Money::ofMinor(contract::exactInteger(document[QLatin1String(name)]).value_or(0));
}

inline Quantity quantityIn(const QJsonObject &document, const char *name)
{
    return contract::exactQuantity(document[QLatin1String(name)]).value_or(Quantity());
}

inline bool hasValue(const QJsonObject &document, const char *name)
{
    return !document[QLatin1String(name)].isUndefined() && !document[QLatin1String(name)].isNull();
}

} // namespace pos::ui
