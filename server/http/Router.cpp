// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/Router.h"

#include <algorithm>

namespace pos::http {

void Router::add(const QByteArray &method, const QByteArray &pattern, Route route)
{
    Node *node = &m_root;
    QList<QByteArray> names;
    for (const QByteArray &segment : pattern.mid(1).split('/')) {
        const bool isParam = segment.startsWith('{') && segment.endsWith('}');
        std::unique_ptr<Node> &next = isParam ? node->param : node->literals[segment];
        if (!next)
            next = std::make_unique<Node>();
        if (isParam)
            names.append(segment.mid(1, segment.size() - 2));
        node = next.get();
    }
    node->entries.insert_or_assign(method, Entry{std::move(route), pattern, std::move(names)});
}

const Router::Node *Router::find(const Node &node, const QList<QByteArray> &segments, qsizetype at,
                                 QList<QByteArray> &values)
{
    if (at == segments.size())
        return node.entries.empty() ? nullptr : &node;
    const QByteArray &segment = segments[at];
    if (const auto it = node.literals.find(segment); it != node.literals.end()) {
        if (const Node *found = find(*it->second, segments, at + 1, values))
            return found;
    }
    if (!node.param || segment.isEmpty())
        return nullptr;
    values.append(segment);
    const Node *found = find(*node.param, segments, at + 1, values);
    if (!found)
        values.removeLast();
    return found;
}

Router::Match Router::match(const QByteArray &method, const QByteArray &path) const
{
    Match result;
    if (!path.startsWith('/'))
        return result;
    // Split first, decode after: an encoded slash must not make a new segment.
    QList<QByteArray> segments = path.mid(1).split('/');
    for (QByteArray &segment : segments) {
        segment = QByteArray::fromPercentEncoding(segment);
        const bool control = std::any_of(segment.begin(), segment.end(),
                                         [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
        if (control || segment == "." || segment == "..") {
            result.status = 400;
            return result;
        }
    }
    QList<QByteArray> values;
    const Node *node = find(m_root, segments, 0, values);
    if (!node)
        return result;
    auto entry = node->entries.find(method);
    if (entry == node->entries.end() && method == "HEAD")
        entry = node->entries.find("GET");
    if (entry != node->entries.end()) {
        result.route = &entry->second.route;
        result.pattern = entry->second.pattern;
        for (qsizetype i = 0; i < values.size(); ++i)
            result.params.insert(entry->second.names[i], values[i]);
        result.status = 200;
        return result;
    }
    QList<QByteArray> allowed;
    for (const auto &[name, unused] : node->entries)
        allowed.append(name);
    if (node->entries.contains("GET") && !node->entries.contains("HEAD"))
        allowed.append("HEAD");
    result.pattern = node->entries.begin()->second.pattern;
    result.status = 405;
    result.allow = allowed.join(", ");
    return result;
}

} // namespace pos::http
