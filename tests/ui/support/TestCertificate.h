// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslCertificate>
#include <QSslKey>

namespace pos::ui::test {

// A certificate for 127.0.0.1 that nobody trusts, made on the spot.
struct TestCertificate {
    QSslCertificate certificate;
    QSslKey key;

    static TestCertificate make(const char *name);
};

} // namespace pos::ui::test
