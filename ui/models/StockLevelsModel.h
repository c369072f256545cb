// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/MoneyFormat.h"
#include "ui/models/CursorTableModel.h"
#include "ui/theme/Tone.h"

namespace pos::ui {

// What is there, low stock first.
class StockLevelsModel final : public CursorTableModel {
    Q_OBJECT
public:
    enum Column { Name, OnHand, LowAt, Status, Average, Value };
    enum class Cost { Hidden, Shown };

    struct State {
        QString words;
        Tone tone;
    };

    StockLevelsModel(ApiClient &client, Cost cost, QObject *parent = nullptr);

    void setFormat(const MoneyFormat &format) { m_format = format; }
    QString idOf(const QJsonObject &level) const override;

    QStringList exportTitles() const override;
    QList<ExportValue> exportRow(const QJsonObject &level) const override;

    static State stateOf(const QJsonObject &level);

protected:
    QString title(int column) const override;
    QVariant cell(const QJsonObject &level, int column, int role) const override;

private:
    QString text(const QJsonObject &level, int column) const;

    const Cost m_cost;
    MoneyFormat m_format;
};

} // namespace pos::ui
