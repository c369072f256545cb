// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/MoneyFormat.h"
#include "ui/models/CursorTableModel.h"
#include "ui/theme/Tone.h"

#include <QHash>

namespace pos::ui {

class ProductsModel final : public CursorTableModel {
    Q_OBJECT
public:
    enum Column { Name, Category, Price, OnHand, Status };

    struct State {
        QString words;
        Tone tone;
    };

    explicit ProductsModel(ApiClient &client, QObject *parent = nullptr);

    void setFormat(const MoneyFormat &format) { m_format = format; }
    void setCategories(const QHash<QString, QString> &namesById);

    static State stateOf(const QJsonObject &product);

    // All that an import of products reads, so that a file goes out and comes back.
    QStringList exportTitles() const override;
    QList<ExportValue> exportRow(const QJsonObject &product) const override;

protected:
    QString title(int column) const override;
    QVariant cell(const QJsonObject &product, int column, int role) const override;

private:
    MoneyFormat m_format;
    QHash<QString, QString> m_categories;
};

} // namespace pos::ui
