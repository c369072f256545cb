// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/imports/Import.h"
#include "server/infra/keyring/SubjectKeys.h"

namespace pos::imports {

// Keeps the parts of a file sealed while they wait, each import under a data key of its own: a sales file
// names customers. When the import ends the key is destroyed. Thread-safe, may block.
class ImportSealer {
public:
    ImportSealer(keyring::KeyService &service, keyring::SubjectKeys &keys, const keyring::FieldCipher &cipher)
        : m_service(service), m_keys(keys), m_cipher(cipher)
    {
    }

    Result<void> begin(pg::Transaction &tx, const Import &import);
    Result<QByteArray> seal(pg::Transaction &tx, const Import &import, int part, const QByteArray &content);
    Result<QByteArray> open(pg::Transaction &tx, const Import &import, int part, const QByteArray &sealed);
    void end(pg::Transaction &tx, const Import &import);

    // Equal for equal customers of one shop, and nothing else about them.
    Result<QByteArray> customerHash(const Id &tenant, const QString &customer);

private:
    keyring::KeyService &m_service;
    keyring::SubjectKeys &m_keys;
    const keyring::FieldCipher &m_cipher;
};

} // namespace pos::imports
