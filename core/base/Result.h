// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <tl/expected.hpp>

namespace pos {

template<class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

} // namespace pos

#define POS_CONCAT_INNER(a, b) a##b
#define POS_CONCAT(a, b) POS_CONCAT_INNER(a, b)

// POS_TRY(value, expression): leaves the function with the error, or goes on with the value.
#define POS_TRY(declaration, ...) POS_TRY_IMPL(POS_CONCAT(posTry, __LINE__), declaration, __VA_ARGS__)
#define POS_TRY_IMPL(name, declaration, ...)                                                                           \
    auto name = (__VA_ARGS__);                                                                                         \
    if (!name)                                                                                                         \
        return ::pos::fail(std::move(name.error()));                                                                   \
    declaration = std::move(*name)

// The same for Result<void>.
#define POS_CHECK(...) POS_CHECK_IMPL(POS_CONCAT(posChecked, __LINE__), __VA_ARGS__)
#define POS_CHECK_IMPL(name, ...)                                                                                      \
    if (auto name = (__VA_ARGS__); !name)                                                                              \
    return ::pos::fail(std::move(name.error()))
