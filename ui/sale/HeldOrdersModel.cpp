// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/HeldOrdersModel.h"

#include "ui/widgets/CellRole.h"

#include <QJsonArray>

namespace pos::ui {

HeldOrdersModel::HeldOrdersModel(ApiClient &client, QObject *parent)
    : CursorTableModel(
        client, QStringLiteral("/api/v1/carts"),
        {{QStringLiteral("name"), {}}, {QStringLiteral("items"), {}, true}, {QStringLiteral("since"), {}}}, parent)
{
}

QString HeldOrdersModel::title(int column) const
{
    switch (column) {
    case Name: return tr("Held as");
    case Items: return tr("Lines");
    default: return tr("Since");
    }
}

QVariant HeldOrdersModel::cell(const QJsonObject &cart, int column, int role) const
{
    if (role == KindRole) {
        constexpr CellKind kinds[]{CellKind::Plain, CellKind::Number, CellKind::Muted};
        return static_cast<int>(kinds[column]);
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Name: return cart[u"name"].toString().isEmpty() ? tr("Without a name") : cart[u"name"].toString();
    case Items: return QString::number(cart[u"lines"].toArray().size());
    default: return m_time.dateTime(cart[u"created_at"].toString());
    }
}

} // namespace pos::ui
