// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/ReplyHandle.h"

#include <functional>
#include <map>
#include <memory>

namespace pos::http {

// The request stays alive while the handler runs.
using Handler = std::function<void(const RequestPtr &, ReplyHandle)>;

struct Route {
    enum class Runs { OnServerThread, OnWorker };
    Runs runs = Runs::OnWorker;
    qint64 bodyBytes = 1024 * 1024;
    Handler handler;
};

// A tree of path segments: the cost follows the depth of the path, not the number of routes.
// Filled before the server starts, only read afterwards.
class Router {
public:
    struct Match {
        const Route *route = nullptr;
        QByteArray pattern; // also when the method is not allowed
        QHash<QByteArray, QByteArray> params;
        int status = 404;
        QByteArray allow;
    };

    void add(const QByteArray &method, const QByteArray &pattern, Route route);
    Match match(const QByteArray &method, const QByteArray &path) const;

private:
    struct Entry {
        Route route;
        QByteArray pattern;
        QList<QByteArray> names; // of the parameters, in order
    };
    struct Node {
        std::map<QByteArray, std::unique_ptr<Node>> literals;
        std::unique_ptr<Node> param;
        std::map<QByteArray, Entry> entries; // by method
    };

    static const Node *find(const Node &node, const QList<QByteArray> &segments, qsizetype at,
                            QList<QByteArray> &values);
    Node m_root;
};

} // namespace pos::http
