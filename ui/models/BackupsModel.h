// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/ItemsModel.h"
#include "ui/models/ShopTime.h"

namespace pos::ui {

// The backups in the server's folder, the newest first.
class BackupsModel final : public ItemsModel {
    Q_OBJECT
public:
    enum Column { Made, Kind, Size, File };

    explicit BackupsModel(QObject *parent = nullptr);

    void setTime(const ShopTime &time) { m_time = time; }

    static QString sizeWords(qint64 bytes);

protected:
    QString title(int column) const override;
    QVariant cell(const QJsonObject &backup, int column, int role) const override;

private:
    ShopTime m_time;
};

} // namespace pos::ui
