// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <vector>

namespace pos::redis {

// What Redis answered to one command. A refusal is an answer, too.
struct Reply {
    enum class Type { Nothing, Text, Integer, List, Refusal };

    Type type = Type::Nothing;
    QByteArray text;    // also of a refusal: "NOAUTH Authentication required."
    qint64 integer = 0;
    std::vector<Reply> items = {};

    bool isNothing() const { return type == Type::Nothing; }
    bool isRefusal() const { return type == Type::Refusal; }
};

} // namespace pos::redis
