// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/imports/ImportCheck.h"
#include "server/product/imports/ImportRoutes.h"
#include "server/product/imports/ProductImport.h"
#include "server/product/imports/SaleCatalogue.h"
#include "server/runtime/ServiceModule.h"

namespace pos::product {

// All of imports that product-service hosts: the routes, and the job that does the work.
class ImportHost {
public:
    explicit ImportHost(const runtime::ServerContext &context);

    void bind(http::Endpoints &endpoints) { m_routes.bind(endpoints); }
    runtime::Job job();

    // Everything that waits: checks, catalogue and stock, undo. Blocks; one thread at a time.
    Result<void> work(const std::function<bool()> &stopping);

private:
    imports::ImportSealer m_sealer;
    imports::ImportService m_service;
    imports::ImportCheck m_check;
    imports::ImportWork m_work;
    ProductImport m_products;
    SaleCatalogue m_sales;
    ImportRoutes m_routes;
};

} // namespace pos::product
