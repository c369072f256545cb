// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QObject>

#include <functional>

namespace pos::ui {

// A file on this computer, read in parts beside the GUI thread: it may lie on a slow drive, and it may
// be larger than the memory.
class ImportFile final : public QObject {
    Q_OBJECT
public:
    static constexpr qint64 kPart = 1024 * 1024; // what the server takes at once
    static constexpr qint64 kMost = 512 * kPart;

    using Part = std::function<void(Result<QByteArray>)>; // Error's reason: "unreadable"

    explicit ImportFile(const QString &path, QObject *parent = nullptr) : QObject(parent), m_path(path) { }

    QString name() const;
    qint64 size() const;
    // Answers once, on this thread, or never when this object is gone by then.
    void read(int part, Part answer);

    // Why a file that begins like this cannot be a CSV file: "empty", "too_large", "workbook", "binary";
    // an empty word when nothing speaks against it.
    static QByteArray objection(qint64 size, const QByteArray &head);

private:
    QString m_path;
};

} // namespace pos::ui
