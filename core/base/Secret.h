// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace pos {

// Bytes that are wiped when they go, are moved rather than copied, and print as "[secret]".
class Secret {
public:
    Secret() = default;
    explicit Secret(QByteArray bytes); // takes over and detaches; the caller's copy is not wiped
    Secret(Secret &&other) noexcept;
    Secret &operator=(Secret &&other) noexcept;
    Secret(const Secret &) = delete;
    Secret &operator=(const Secret &) = delete;
    ~Secret();

    Secret clone() const { return Secret(QByteArray(m_bytes.constData(), m_bytes.size())); }
    // The bytes, for the one call that needs them. Do not keep what it refers to.
    const QByteArray &reveal() const { return m_bytes; }
    bool isEmpty() const { return m_bytes.isEmpty(); }
    qsizetype size() const { return m_bytes.size(); }

private:
    void wipe() noexcept;
    QByteArray m_bytes;
};

} // namespace pos
