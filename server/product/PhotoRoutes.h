// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/product/ProductRepository.h"
#include "server/product/RouteParts.h"

namespace pos::product {

// The media type that the first bytes of an image prove: image/jpeg, image/png or image/webp; empty for anything else.
QByteArray imageTypeOf(const QByteArray &content);

// products/{id}/photo: the raw image goes in and comes out, with the hash of its bytes as its ETag.
class PhotoRoutes {
public:
    explicit PhotoRoutes(const RouteParts &parts) : m_parts(parts) { }
    void bind(http::Endpoints &endpoints) const;

private:
    Result<http::Response> read(const http::Call &call) const;
    Result<http::Response> put(const http::Call &call) const;
    Result<http::Response> remove(const http::Call &call) const;

    RouteParts m_parts;
    ProductRepository m_products;
};

} // namespace pos::product
