// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/ItemsModel.h"

namespace pos::ui {

// The shop's dated tax rules.
class TaxRulesModel final : public ItemsModel {
    Q_OBJECT
public:
    enum Column { Name, Class, Rate, Price, Holds };

    explicit TaxRulesModel(QObject *parent = nullptr);

    static QString rateWords(const QJsonObject &rule); // "12% on 11/12"
    static QString daysWords(const QJsonObject &rule);
    static QString percent(qint64 ppm); // "12", "7,5"

protected:
    QString title(int column) const override;
    QVariant cell(const QJsonObject &rule, int column, int role) const override;
};

} // namespace pos::ui
