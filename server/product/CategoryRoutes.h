// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/product/CategoryRepository.h"
#include "server/product/RouteParts.h"

namespace pos::product {

// categories: list, make, read, change, delete. Products of a deleted category have none.
class CategoryRoutes {
public:
    explicit CategoryRoutes(const RouteParts &parts) : m_parts(parts) { }
    void bind(http::Endpoints &endpoints) const;

private:
    Result<http::Response> list(const http::Call &call) const;
    Result<http::Response> create(const http::Call &call) const;
    Result<http::Response> read(const http::Call &call) const;
    Result<http::Response> change(const http::Call &call) const;
    Result<http::Response> remove(const http::Call &call) const;

    RouteParts m_parts;
    CategoryRepository m_categories;
};

} // namespace pos::product
