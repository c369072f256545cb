// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/MoneyFormat.h"
#include "ui/models/CursorTableModel.h"
#include "ui/models/ShopTime.h"
#include "ui/theme/Tone.h"

namespace pos::ui {

class OrdersModel final : public CursorTableModel {
    Q_OBJECT
public:
    enum Column { Number, When, Reference, Kind, Total, Status };

    struct State {
        QString words;
        Tone tone;
    };

    explicit OrdersModel(ApiClient &client, QObject *parent = nullptr);

    void setFormat(const MoneyFormat &format, const ShopTime &time);

    static State stateOf(const QString &status);
    static QString kindOf(const QString &kind);

protected:
    QString title(int column) const override;
    QVariant cell(const QJsonObject &order, int column, int role) const override;

private:
    MoneyFormat m_format;
    ShopTime m_time;
};

} // namespace pos::ui
