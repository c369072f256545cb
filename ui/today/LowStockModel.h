// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/MoneyFormat.h"
#include "ui/models/CursorTableModel.h"

namespace pos::ui {

// What runs out, the least first.
class LowStockModel final : public CursorTableModel {
    Q_OBJECT
public:
    enum Column { Name, OnHand, Minimum };

    explicit LowStockModel(ApiClient &client, QObject *parent = nullptr);

    void setFormat(const MoneyFormat &format) { m_format = format; }

protected:
    QString title(int column) const override;
    QVariant cell(const QJsonObject &level, int column, int role) const override;

private:
    MoneyFormat m_format;
};

} // namespace pos::ui
