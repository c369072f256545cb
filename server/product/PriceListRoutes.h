// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/product/PriceListRepository.h"

#include "server/product/RouteParts.h"

namespace pos::product {

// price-lists: list, make, read, replace as a whole, delete.
class PriceListRoutes {
public:
    explicit PriceListRoutes(const RouteParts &parts) : m_parts(parts) { }
    void bind(http::Endpoints &endpoints) const;

private:
    Result<http::Response> list(const http::Call &call) const;
    Result<http::Response> create(const http::Call &call) const;
    Result<http::Response> read(const http::Call &call) const;
    Result<http::Response> replace(const http::Call &call) const;
    Result<http::Response> remove(const http::Call &call) const;

    RouteParts m_parts;
    PriceListRepository m_lists;
};

} // namespace pos::product
