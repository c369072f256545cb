// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/OrdersModel.h"

#include "core/domain/OrderState.h"
#include "ui/models/JsonCells.h"
#include "ui/widgets/CellRole.h"

namespace pos::ui {

OrdersModel::OrdersModel(ApiClient &client, QObject *parent)
    : CursorTableModel(client, QStringLiteral("/api/v1/orders"),
                       {{QStringLiteral("number"), {}},
                        {QStringLiteral("when"), QStringLiteral("created_at")},
                        {QStringLiteral("reference"), {}},
                        {QStringLiteral("kind"), {}},
                        {QStringLiteral("total"), {}, true},
                        {QStringLiteral("status"), {}}},
                       parent)
{
}

void OrdersModel::setFormat(const MoneyFormat &format, const ShopTime &time)
{
    m_format = format;
    m_time = time;
}

OrdersModel::State OrdersModel::stateOf(const QString &status)
{
    const auto state = domain::orderStateFromWord(status.toLatin1());
    if (!state)
        return {status, Tone::Neutral};
    switch (*state) {
    case domain::OrderState::AwaitingPayment: return {tr("Awaiting payment"), Tone::Warning};
    case domain::OrderState::Paid: return {tr("Paid"), Tone::Success};
    case domain::OrderState::PartiallyRefunded: return {tr("Partly refunded"), Tone::Info};
    case domain::OrderState::Refunded: return {tr("Refunded"), Tone::Info};
    case domain::OrderState::Voided: break;
    }
    return {tr("Voided"), Tone::Neutral};
}

QString OrdersModel::kindOf(const QString &kind)
{
    return kind == QLatin1String("refund") ? tr("Refund") : tr("Sale");
}

QString OrdersModel::title(int column) const
{
    switch (column) {
    case Number: return tr("Number");
    case When: return tr("Time");
    case Reference: return tr("Reference");
    case Kind: return tr("Kind");
    case Total: return tr("Total");
    default: return tr("Status");
    }
}

QVariant OrdersModel::cell(const QJsonObject &order, int column, int role) const
{
    if (role == KindRole) {
        constexpr CellKind kinds[]{CellKind::Code,  CellKind::Muted,  CellKind::Muted,
                                   CellKind::Muted, CellKind::Number, CellKind::Pill};
        return static_cast<int>(kinds[column]);
    }
    if (role == Qt::DisplayRole) {
        switch (column) {
        case Number: return order[u"number"].toString();
        case When: return m_time.brief(order[u"created_at"].toString());
        case Reference: return order[u"external_ref"].toString();
        case Kind: return kindOf(order[u"kind"].toString());
        case Total: return m_format.format(moneyIn(order, "total"));
        default: return stateOf(order[u"status"].toString()).words;
        }
    }
    if (role == Qt::ToolTipRole && column == Number)
        return order[u"number"].toString();
    if (role == Qt::ToolTipRole && column == When)
        return m_time.dateTime(order[u"created_at"].toString());
    if (role == ValueRole && column == Total)
        return QVariant::fromValue(ExportValue::ofMoney(moneyIn(order, "total"), m_format.decimals()));
    if (role == ValueRole && column == When)
        return QVariant::fromValue(ExportValue::ofTime(m_time.local(order[u"created_at"].toString())));
    if (role == ToneRole) {
        if (column == Status)
            return static_cast<int>(stateOf(order[u"status"].toString()).tone);
        if (column == Total && moneyIn(order, "total").isNegative())
            return static_cast<int>(Tone::Danger);
        return static_cast<int>(Tone::Neutral);
    }
    return {};
}

} // namespace pos::ui
