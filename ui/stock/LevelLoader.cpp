// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stock/LevelLoader.h"

#include <QJsonArray>

namespace pos::ui {

namespace {
constexpr int kPage = 200;
}

void LevelLoader::load(const QString &category)
{
    m_category = category;
    m_items.clear();
    page({});
}

void LevelLoader::cancel()
{
    m_call.reset();
}

void LevelLoader::page(const QString &cursor)
{
    ApiRequest request;
    request.path = QStringLiteral("/api/v1/stock");
    request.query.addQueryItem(QStringLiteral("limit"), QString::number(kPage));
    if (!m_category.isEmpty())
        request.query.addQueryItem(QStringLiteral("category_id"), m_category);
    if (!cursor.isEmpty())
        request.query.addQueryItem(QStringLiteral("cursor"), cursor);
    m_call = std::make_unique<QObject>();
    m_client.call(request, m_call.get(), [this](const Result<ApiReply> &answer) {
        m_call.release()->deleteLater();
        if (answer)
            take(answer->document);
        else
            Q_EMIT failed(answer.error());
    });
}

void LevelLoader::take(const QJsonObject &document)
{
    for (const QJsonValue &level : document[u"items"].toArray())
        m_items.append(StockItem::fromLevel(level.toObject()));
    const QString next = document[u"next_cursor"].toString();
    if (m_items.size() > kMost || (m_items.size() == kMost && !next.isEmpty()))
        Q_EMIT tooMany();
    else if (next.isEmpty())
        Q_EMIT loaded(m_items);
    else
        page(next);
}

} // namespace pos::ui
