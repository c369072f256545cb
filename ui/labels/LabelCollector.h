// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/MoneyFormat.h"
#include "ui/api/ApiClient.h"
#include "ui/labels/LabelSheet.h"

namespace pos::ui {

// What stands on the labels of products: of each variant, where a product has several.
class LabelCollector final : public QObject {
    Q_OBJECT
public:
    LabelCollector(ApiClient &client, const MoneyFormat &format, QObject *parent = nullptr);

    void collect(const QList<QJsonObject> &products);
    bool isBusy() const { return m_call != nullptr; }

    static LabelItem itemOf(const QString &name, const QString &barcode, const QString &sku, Money price,
                            const MoneyFormat &format);

Q_SIGNALS:
    void collected(const QList<pos::ui::LabelItem> &items);
    void failed(const pos::Error &error);

private:
    void next();
    void take(const QJsonObject &product, const QJsonArray &variants);

    ApiClient &m_client;
    MoneyFormat m_format;
    QList<QJsonObject> m_waiting;
    QList<LabelItem> m_items;
    std::unique_ptr<QObject> m_call;
};

} // namespace pos::ui
