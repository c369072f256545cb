// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <curl/curl.h>

#include <memory>

namespace pos::curl {

struct Closer {
    void operator()(CURL *handle) const { curl_easy_cleanup(handle); }
};
using Handle = std::unique_ptr<CURL, Closer>;

// Null when libcurl cannot start. For one thread at a time; a reset of it keeps its connections open. Any thread.
Handle makeHandle();

} // namespace pos::curl
