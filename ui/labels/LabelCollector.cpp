// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/labels/LabelCollector.h"

#include "ui/models/JsonCells.h"

#include <QJsonArray>

namespace pos::ui {

LabelCollector::LabelCollector(ApiClient &client, const MoneyFormat &format, QObject *parent)
    : QObject(parent), m_client(client), m_format(format)
{
}

LabelItem LabelCollector::itemOf(const QString &name, const QString &barcode, const QString &sku, Money price,
                                 const MoneyFormat &format)
{
    return {name, barcode.isEmpty() ? sku : barcode, format.format(price)};
}

void LabelCollector::collect(const QList<QJsonObject> &products)
{
    m_call.reset();
    m_waiting = products;
    m_items.clear();
    next();
}

void LabelCollector::next()
{
    while (!m_waiting.isEmpty() && m_waiting.first()[u"variant_count"].toInt(1) <= 1) {
        const QJsonObject product = m_waiting.takeFirst();
        take(product, {product});
    }
    if (m_waiting.isEmpty()) {
        Q_EMIT collected(m_items);
        return;
    }
    ApiRequest request;
    request.path = QStringLiteral("/api/v1/products/%1/variants").arg(m_waiting.first()[u"id"].toString());
    m_call = std::make_unique<QObject>();
    m_client.call(request, m_call.get(), [this](const Result<ApiReply> &answer) {
        m_call.release()->deleteLater();
        if (!answer) {
            Q_EMIT failed(answer.error());
            return;
        }
        take(m_waiting.takeFirst(), answer->document[u"items"].toArray());
        next();
    });
}

void LabelCollector::take(const QJsonObject &product, const QJsonArray &variants)
{
    for (const QJsonValue &value : variants) {
        const QJsonObject one = value.toObject();
        if (one[u"status"].toString() == QLatin1String("archived"))
            continue;
        const QString variant = one[u"product_id"].isString() ? one[u"name"].toString() : QString();
        const QString name = product[u"name"].toString();
        m_items.append(itemOf(variant.isEmpty() ? name : name + QStringLiteral(" · ") + variant,
                              one[u"barcodes"][0].toString(), one[u"sku"].toString(), moneyIn(one, "price"), m_format));
    }
}

} // namespace pos::ui
