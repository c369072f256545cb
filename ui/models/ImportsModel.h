// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/MoneyFormat.h"
#include "ui/models/CursorTableModel.h"
#include "ui/models/ShopTime.h"

namespace pos::ui {

// Imports of the shop, the newest first.
class ImportsModel final : public CursorTableModel {
    Q_OBJECT
public:
    enum Column { File, When, Kind, Lines, Status };

    explicit ImportsModel(ApiClient &client, QObject *parent = nullptr);

    void setFormat(const MoneyFormat &format, const ShopTime &time);

protected:
    QString title(int column) const override;
    QVariant cell(const QJsonObject &import, int column, int role) const override;

private:
    MoneyFormat m_format;
    ShopTime m_time;
};

} // namespace pos::ui
