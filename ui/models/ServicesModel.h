// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/ItemsModel.h"
#include "ui/models/ShopTime.h"

namespace pos::ui {

// The eight services: where, how they are, since when.
class ServicesModel final : public ItemsModel {
    Q_OBJECT
public:
    enum Column { Name, Address, Version, Since, LastError, Health };

    explicit ServicesModel(QObject *parent = nullptr);

    void setTime(const ShopTime &time) { m_time = time; }

protected:
    QString title(int column) const override;
    QVariant cell(const QJsonObject &service, int column, int role) const override;

private:
    ShopTime m_time;
};

} // namespace pos::ui
