// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/product/ProductRepository.h"
#include "server/product/RouteParts.h"

namespace pos::product {

// products/{id}/variants: list, add, change. A change of a variant is a change of its product too.
class VariantRoutes {
public:
    static constexpr int kMaxVariants = 200; // of one product

    explicit VariantRoutes(const RouteParts &parts) : m_parts(parts) { }
    void bind(http::Endpoints &endpoints) const;

private:
    Result<http::Response> list(const http::Call &call) const;
    Result<http::Response> create(const http::Call &call) const;
    Result<http::Response> change(const http::Call &call) const;

    RouteParts m_parts;
    ProductRepository m_products;
};

} // namespace pos::product
