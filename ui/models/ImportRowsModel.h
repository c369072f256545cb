// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/MoneyFormat.h"
#include "ui/models/CursorTableModel.h"

namespace pos::ui {

// The lines of one import: what became of each, or would, and what is wrong with it.
class ImportRowsModel final : public CursorTableModel {
    Q_OBJECT
public:
    enum Column { Line, Sku, Name, Outcome, What };

    explicit ImportRowsModel(ApiClient &client, QObject *parent = nullptr);

    void setImport(const QString &id);
    void setFormat(const MoneyFormat &format) { m_format = format; }

protected:
    QString title(int column) const override;
    QVariant cell(const QJsonObject &row, int column, int role) const override;

private:
    static QString whatIsWrong(const QJsonObject &row);

    MoneyFormat m_format;
};

} // namespace pos::ui
