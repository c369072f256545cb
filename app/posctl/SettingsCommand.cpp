// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/posctl/Context.h"

#include "core/config/SettingsTable.h"

#include <cstdio>

namespace pos::posctl {

void addSettingsCommand(CLI::App &app, Context &context)
{
    CLI::App *settings =
        app.add_subcommand("settings", "List every setting with its default and what is allowed, as in .env.example");
    settings->callback([&context] {
        context.action = []() -> Result<void> {
            std::fputs(qUtf8Printable(config::exampleFile()), stdout);
            return {};
        };
    });
}

} // namespace pos::posctl
