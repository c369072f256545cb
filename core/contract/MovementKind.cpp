// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contract/MovementKind.h"

#include <array>

namespace pos::contract {

namespace {

constexpr std::array kWords{"sale",       "refund",   "void",  "receipt", "count",
                            "adjustment", "transfer", "waste", "opening", "import"};

} // namespace

QByteArray toWord(MovementKind kind)
{
    return kWords[static_cast<size_t>(kind)];
}

Result<MovementKind> movementKindFromWord(QByteArrayView word)
{
    for (size_t i = 0; i < kWords.size(); ++i) {
        if (word == kWords[i])
            return static_cast<MovementKind>(i);
    }
    return fail(
        Error::invalid(QStringLiteral("kind"), QStringLiteral("not_allowed"),
                       QStringLiteral("must be one of %1").arg(movementKindWords().join(QStringLiteral(", ")))));
}

const QStringList &movementKindWords()
{
    static const QStringList words = [] {
        QStringList list;
        for (const char *word : kWords)
            list.append(QString::fromLatin1(word));
        return list;
    }();
    return words;
}

} // namespace pos::contract
