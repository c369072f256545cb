// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/MoneyFormat.h"
#include "ui/models/CursorTableModel.h"
#include "ui/models/ShopTime.h"

namespace pos::ui {

// The stock ledger, the newest first: of the shop, of one item ("why is this 3?") or of one document.
class MovementsModel final : public CursorTableModel {
    Q_OBJECT
public:
    enum class Layout { Shop, Item, Document };
    enum Column { When, Product, Kind, Change, After, Document, What };

    MovementsModel(ApiClient &client, Layout layout, QObject *parent = nullptr);

    void setFormat(const MoneyFormat &format, const ShopTime &time, bool withCost);
    void setZone(const QTimeZone &zone) { m_zone = zone; }
    QStringList exportTitles() const override;
    QList<ExportValue> exportRow(const QJsonObject &movement) const override;

protected:
    QString title(int column) const override;
    QVariant cell(const QJsonObject &movement, int column, int role) const override;
    // A day of the shop is the time from its midnight to the next.
    void addFilter(QUrlQuery &query, const QString &name, const QString &value) const override;

private:
    QString text(const QJsonObject &movement, Column column) const;
    QString sub(const QJsonObject &movement, Column column) const;

    QList<Column> m_shown;
    MoneyFormat m_format;
    ShopTime m_time;
    QTimeZone m_zone = QTimeZone::utc();
    bool m_withCost = false;
};

} // namespace pos::ui
