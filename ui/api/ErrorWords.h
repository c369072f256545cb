// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <QCoreApplication>

namespace pos::ui {

// An error as a sentence for the person in front of the window. The server answers in their language
// already; this speaks where no server did.
class ErrorWords {
    Q_DECLARE_TR_FUNCTIONS(pos::ui::ErrorWords)
public:
    static QString sentence(const Error &error);
    static bool isConnection(const Error &error);

private:
    static QString wrongVersion(const QString &server, const QString &desktop);
};

} // namespace pos::ui
