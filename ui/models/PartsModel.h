// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/ItemsModel.h"

namespace pos::ui {

// What the server stands on: embedded, or elsewhere.
class PartsModel final : public ItemsModel {
    Q_OBJECT
public:
    enum Column { Part, State, Setting };

    explicit PartsModel(QObject *parent = nullptr);

protected:
    QString title(int column) const override;
    QVariant cell(const QJsonObject &part, int column, int role) const override;
};

} // namespace pos::ui
