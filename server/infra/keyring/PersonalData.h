// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/infra/keyring/LookupHash.h"
#include "server/infra/keyring/PersonalColumns.h"
#include "server/infra/keyring/SubjectKeys.h"

namespace pos::keyring {

// What a service needs to handle people, together. Borrowed: all three outlive it.
struct PersonalData {
    SubjectKeys &keys;
    const FieldCipher &cipher;
    LookupHash lookup;

    PersonalData(KeyService &service, SubjectKeys &subjectKeys, const FieldCipher &fieldCipher)
        : keys(subjectKeys), cipher(fieldCipher), lookup(service)
    {
    }
};

} // namespace pos::keyring
