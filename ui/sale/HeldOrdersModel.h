// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/CursorTableModel.h"
#include "ui/models/ShopTime.h"

namespace pos::ui {

// Orders that wait, the longest first.
class HeldOrdersModel final : public CursorTableModel {
    Q_OBJECT
public:
    enum Column { Name, Items, Since };

    explicit HeldOrdersModel(ApiClient &client, QObject *parent = nullptr);

    void setTime(const ShopTime &time) { m_time = time; }

protected:
    QString title(int column) const override;
    QVariant cell(const QJsonObject &cart, int column, int role) const override;

private:
    ShopTime m_time;
};

} // namespace pos::ui
