// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/MoneyFormat.h"
#include "ui/widgets/SumsView.h"

#include <QCoreApplication>
#include <QJsonObject>

namespace pos::ui {

// The sums of an order, or of what orders/price answered, in words.
class OrderSums {
    Q_DECLARE_TR_FUNCTIONS(pos::ui::OrderSums)
public:
    static QList<SumsView::Row> of(const QJsonObject &document, const MoneyFormat &format); // down to the total
    static QList<SumsView::Row> paymentsOf(const QJsonObject &order, const MoneyFormat &format);
    static QString methodName(const QString &method);
};

} // namespace pos::ui
