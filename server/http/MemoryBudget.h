// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <atomic>
#include <memory>
#include <utility>

namespace pos::http {

// Bytes that request bodies may hold in the whole process, counted once each. Thread-safe.
class MemoryBudget {
public:
    explicit MemoryBudget(qint64 bytes) : m_left(bytes) { }

    bool take(qint64 bytes)
    {
        if (m_left.fetch_sub(bytes) >= bytes)
            return true;
        m_left += bytes;
        return false;
    }
    void give(qint64 bytes) { m_left += bytes; }
    qint64 left() const { return m_left; }

private:
    std::atomic<qint64> m_left;
};

// The part one request holds, given back when the last copy of the request is gone.
class MemoryShare {
public:
    explicit MemoryShare(std::shared_ptr<MemoryBudget> budget) : m_budget(std::move(budget)) { }
    MemoryShare(const MemoryShare &) = delete;
    MemoryShare &operator=(const MemoryShare &) = delete;
    ~MemoryShare() { m_budget->give(m_bytes); }

    // False when the budget is used up.
    bool growTo(qint64 bytes)
    {
        if (bytes <= m_bytes)
            return true;
        if (!m_budget->take(bytes - m_bytes))
            return false;
        m_bytes = bytes;
        return true;
    }

private:
    std::shared_ptr<MemoryBudget> m_budget;
    qint64 m_bytes = 0;
};

} // namespace pos::http
