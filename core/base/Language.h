// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace pos {

// The languages the product speaks, on the wire, in mails and in the window.
enum class Language { Indonesian, English };

inline QByteArray toWord(Language language)
{
    return language == Language::Indonesian ? QByteArrayLiteral("id") : QByteArrayLiteral("en");
}

} // namespace pos
