// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/curl/Handle.h"

namespace pos::curl {

Handle makeHandle()
{
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    return Handle(started == CURLE_OK ? curl_easy_init() : nullptr);
}

} // namespace pos::curl
