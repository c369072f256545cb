// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/CursorTableModel.h"
#include "ui/models/ShopTime.h"
#include "ui/theme/Tone.h"

namespace pos::ui {

// Who was invited and has not come yet.
class InvitationsModel final : public CursorTableModel {
    Q_OBJECT
public:
    enum Column { Email, Role, Sent, Expires, Status };

    explicit InvitationsModel(ApiClient &client, QObject *parent = nullptr);

    void setTime(const ShopTime &time) { m_time = time; }

    static QString stateWords(const QString &status);
    static Tone stateTone(const QString &status);

protected:
    QString title(int column) const override;
    QVariant cell(const QJsonObject &invitation, int column, int role) const override;

private:
    ShopTime m_time;
};

} // namespace pos::ui
