// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/CursorTableModel.h"
#include "ui/models/ShopTime.h"
#include "ui/theme/Tone.h"

namespace pos::ui {

// Who works in the shop.
class StaffModel final : public CursorTableModel {
    Q_OBJECT
public:
    enum Column { Name, Role, Pin, LastSeen, Status };

    struct State {
        QString words;
        Tone tone;
    };

    explicit StaffModel(ApiClient &client, QObject *parent = nullptr);

    void setTime(const ShopTime &time) { m_time = time; }

    static State stateOf(const QString &status);
    static QString nameOf(const QJsonObject &person);

protected:
    QString title(int column) const override;
    QVariant cell(const QJsonObject &person, int column, int role) const override;

private:
    ShopTime m_time;
};

} // namespace pos::ui
