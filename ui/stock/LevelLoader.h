// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/ApiClient.h"
#include "ui/stock/StockItem.h"

namespace pos::ui {

// Every item of a category, or of the shop, as far as one count can hold them.
class LevelLoader final : public QObject {
    Q_OBJECT
public:
    static constexpr int kMost = 1000; // lines a count has at most

    explicit LevelLoader(ApiClient &client, QObject *parent = nullptr) : QObject(parent), m_client(client) { }

    void load(const QString &category); // empty: all
    void cancel();
    bool isBusy() const { return m_call != nullptr; }

Q_SIGNALS:
    void loaded(const QList<pos::ui::StockItem> &items);
    void tooMany();
    void failed(const pos::Error &error);

private:
    void page(const QString &cursor);
    void take(const QJsonObject &document);

    ApiClient &m_client;
    QString m_category;
    QList<StockItem> m_items;
    std::unique_ptr<QObject> m_call;
};

} // namespace pos::ui
