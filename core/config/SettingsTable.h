// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/Settings.h"

#include <vector>

namespace pos::config {

enum class Kind {
    Text,
    Choice,
    Integer,
    HttpUrl,
    HttpUrls,
    PostgresUrl,
    HostPort,
    HostPorts,
    Host,
    Path,
    Mail,
    Name,
    TimeOfDay
};

// One row: everything that is known of a setting. `allowed` is "a|b" for Choice and "1..65535" for Integer.
struct SettingSpec {
    const char *group;
    const char *name; // its environment variable
    Kind kind;
    const char *fallback;
    const char *allowed;
    const char *help;
    void (*assign)(Settings &settings, const QString &checked);
    bool secret = false;
    bool supported = true; // false: the name is kept for a later version, and setting it stops the start
};

const std::vector<SettingSpec> &settingsTable();

// "a whole number from 1 to 65535": for messages and .env.example.
QString allowedText(const SettingSpec &spec);

// Says nothing where the value is allowed.
bool isAllowed(const SettingSpec &spec, const QString &value);

// The text of .env.example.
QString exampleFile();

} // namespace pos::config
