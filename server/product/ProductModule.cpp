// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/product/ProductModule.h"

#include "server/product/CategoryRoutes.h"
#include "server/product/PhotoRoutes.h"
#include "server/product/PriceListRoutes.h"
#include "server/product/ProductRoutes.h"
#include "server/product/StockProofJob.h"
#include "server/product/StockRoutes.h"
#include "server/product/VariantRoutes.h"
#include "server/product/imports/ImportHost.h"

namespace pos::product {

namespace {

constexpr int kProofAt = 2 * 60 + 40; // 02:40, when shops are shut

struct ProductService {
    ProductService(const RouteParts &parts, const runtime::ServerContext &context)
        : categories(parts), products(parts), variants(parts), photos(parts), priceLists(parts), stock(parts),
          proof(parts.database, parts.clock, context.log), imports(context)
    {
    }

    void bind(http::Endpoints &endpoints)
    {
        categories.bind(endpoints);
        products.bind(endpoints);
        variants.bind(endpoints);
        photos.bind(endpoints);
        priceLists.bind(endpoints);
        stock.bind(endpoints);
        imports.bind(endpoints);
    }

    CategoryRoutes categories;
    ProductRoutes products;
    VariantRoutes variants;
    PhotoRoutes photos;
    PriceListRoutes priceLists;
    StockRoutes stock;
    StockProofJob proof;
    ImportHost imports;
};

} // namespace

Result<runtime::ServiceModule> makeModule(const runtime::ServerContext &context)
{
    const auto service = std::make_shared<ProductService>(
        RouteParts{context.database, context.clock, ChangeLog(context.clock)}, context);
    runtime::ServiceModule module{contract::Service::Product,
                                  [service](http::Endpoints &endpoints) { service->bind(endpoints); }};
    module.jobs = {
        {"stock-proof", {}, kProofAt, [service](const std::atomic<bool> &stop) { return service->proof.run(stop); }},
        service->imports.job()};
    module.owner = service;
    return module;
}

} // namespace pos::product
