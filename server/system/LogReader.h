// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QByteArrayList>
#include <QJsonObject>

#include <optional>

namespace pos::system {

// The services' logs, all files of all services as one list, the newest line first. Reads backwards from the end of the
// files, so that the newest page costs the same however long they are. Stateless between pages; workers only.
class LogReader {
public:
    // Before this line: its time, and how many lines of that very time came already.
    struct Position {
        QByteArray time;
        int skip = 0;
    };
    struct Query {
        QByteArray service = {}; // "order-service"; empty: all
        QByteArray level = {}; // "warn": this and what is worse; empty: all
        QString text = {}; // anywhere in the line
        std::optional<Position> before = {};
        int limit = 50;
    };
    struct Page {
        QList<QJsonObject> lines; // as they were written
        std::optional<Position> next;
    };

    explicit LogReader(QString folder) : m_folder(std::move(folder)) { }

    QByteArrayList services() const; // that have a log
    Page read(const Query &query) const;

private:
    QString m_folder;
};

} // namespace pos::system
