// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/vault/VaultGate.h"

#include <QRandomGenerator>

namespace pos::vault {

Duration pauseAfter(int failures, Duration first, Duration longest)
{
    const Duration whole = std::min(longest, first * (1 << std::min(failures, 16)));
    return whole / 2 + Duration(QRandomGenerator::global()->bounded(qint64{whole.count() / 2 + 1}));
}

Result<void> VaultGate::admit()
{
    const std::lock_guard lock(m_mutex);
    if (!m_trouble)
        return {};
    if (m_trying || Steady::now() < m_closedUntil)
        return fail(*m_trouble);
    m_trying = true;
    return {};
}

void VaultGate::good()
{
    const std::lock_guard lock(m_mutex);
    m_trouble.reset();
    m_failures = 0;
    m_trying = false;
}

void VaultGate::bad(const Error &error)
{
    const std::lock_guard lock(m_mutex);
    m_trouble = error;
    m_closedUntil = Steady::now() + pauseAfter(m_failures++, kFirstPause, kLongestPause);
    m_trying = false;
}

std::optional<Error> VaultGate::trouble() const
{
    const std::lock_guard lock(m_mutex);
    return m_trouble;
}

} // namespace pos::vault
