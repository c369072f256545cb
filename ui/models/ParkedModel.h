// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/ItemsModel.h"
#include "ui/models/ShopTime.h"

namespace pos::ui {

// Events that a consumer could not take and that lie aside.
class ParkedModel final : public ItemsModel {
    Q_OBJECT
public:
    enum Column { Type, Consumer, Parked, Tries, Error };

    explicit ParkedModel(QObject *parent = nullptr);

    void setTime(const ShopTime &time) { m_time = time; }

protected:
    QString title(int column) const override;
    QVariant cell(const QJsonObject &event, int column, int role) const override;

private:
    ShopTime m_time;
};

} // namespace pos::ui
