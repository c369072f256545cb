// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/product/ProductRepository.h"
#include "server/product/RouteParts.h"

namespace pos::product {

// products: list, make, read, change, look up, archive and restore.
class ProductRoutes {
public:
    explicit ProductRoutes(const RouteParts &parts) : m_parts(parts) { }
    void bind(http::Endpoints &endpoints) const;

private:
    Result<http::Response> list(const http::Call &call) const;
    Result<http::Response> create(const http::Call &call) const;
    Result<http::Response> read(const http::Call &call) const;
    Result<http::Response> change(const http::Call &call) const;
    Result<http::Response> lookup(const http::Call &call) const;
    Result<http::Response> setStatus(const http::Call &call, const QString &status) const;

    RouteParts m_parts;
    ProductRepository m_products;
};

} // namespace pos::product
