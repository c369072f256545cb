// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/imports/ImportSealer.h"

#include "server/infra/keyring/PersonalColumns.h"

namespace pos::imports {

namespace {

// Each part is bound to its number, so that parts cannot change places.
keyring::Place placeOf(const Import &import, int part)
{
    const Id row(QUuid::createUuidV5(import.id.uuid(), QByteArray::number(part)));
    return {keyring::kImportPart, import.tenant, row, import.id};
}

} // namespace

Result<void> ImportSealer::begin(pg::Transaction &tx, const Import &import)
{
    POS_CHECK(m_keys.create(tx, import.tenant, import.id));
    return {};
}

Result<QByteArray> ImportSealer::seal(pg::Transaction &tx, const Import &import, int part, const QByteArray &content)
{
    POS_TRY(const keyring::DataKeyPtr key, m_keys.load(tx, import.tenant, import.id));
    return m_cipher.seal(*key, placeOf(import, part), content);
}

Result<QByteArray> ImportSealer::open(pg::Transaction &tx, const Import &import, int part, const QByteArray &sealed)
{
    POS_TRY(const keyring::DataKeyPtr key, m_keys.load(tx, import.tenant, import.id));
    return m_cipher.open(*key, placeOf(import, part), sealed);
}

void ImportSealer::end(pg::Transaction &tx, const Import &import)
{
    m_keys.destroy(tx, import.tenant, import.id);
}

Result<QByteArray> ImportSealer::customerHash(const Id &tenant, const QString &customer)
{
    const QByteArray keyName = "bidx-customer";
    const QByteArray value = tenant.toString().toLatin1() + "|customer|" + customer.trimmed().toUtf8();
    return m_service.lookupHash(keyName, value, m_service.lookupVersion(keyName));
}

} // namespace pos::imports
