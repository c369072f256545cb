// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/keyring/KeyService.h"

namespace pos::keyring {

// "+6281234567890" from "0812-3456-7890" in a shop of region "ID"; Invalid "not_a_phone" otherwise.
Result<QString> normalisePhone(const QString &text, const QByteArray &region = QByteArrayLiteral("ID"));

// Finds a person by e-mail or telephone without storing either: a keyed hash of the normalised value,
// different in every shop, with the version of the key that is stored beside it. Thread-safe.
class LookupHash {
public:
    struct Value {
        QByteArray bytes;
        int version = 0;
    };

    explicit LookupHash(KeyService &service) : m_service(service) { }

    Result<Value> email(const Id &tenant, const QString &email) const;
    Result<Value> phone(const Id &tenant, const QString &phone) const;
    // The same in every shop: which shops may this address sign in to?
    Result<Value> login(const QString &email) const;
    // Of a network address, for counting failures.
    Result<QByteArray> address(const QByteArray &address) const;

private:
    Result<Value> hash(const QByteArray &keyName, const QByteArray &value) const;
    KeyService &m_service;
};

} // namespace pos::keyring
