// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/products/ProductFields.h"

#include <QJsonArray>

namespace pos::ui::productfields {

namespace {

// What a document that does not say holds.
QJsonValue absent(const QString &name)
{
    if (name == QLatin1String("kind"))
        return QStringLiteral("goods");
    if (name == QLatin1String("unit"))
        return QStringLiteral("pcs");
    if (name == QLatin1String("tax_class"))
        return QStringLiteral("standard");
    if (name == QLatin1String("barcodes") || name == QLatin1String("units"))
        return QJsonArray();
    if (name == QLatin1String("name") || name == QLatin1String("sku") || name == QLatin1String("description"))
        return QString();
    return QJsonValue::Null;
}

} // namespace

const QStringList &names()
{
    static const QStringList all{
        QStringLiteral("name"),         QStringLiteral("sku"),       QStringLiteral("category_id"),
        QStringLiteral("barcodes"),     QStringLiteral("price"),     QStringLiteral("cost"),
        QStringLiteral("kind"),         QStringLiteral("unit"),      QStringLiteral("low_stock_threshold"),
        QStringLiteral("stock_policy"), QStringLiteral("tax_class"), QStringLiteral("units"),
        QStringLiteral("description")};
    return all;
}

QJsonValue valueIn(const QJsonObject &product, const QString &name)
{
    const QJsonValue value = product[name];
    return value.isUndefined() || value.isNull() ? absent(name) : value;
}

} // namespace pos::ui::productfields
