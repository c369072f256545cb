// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/OrderHistoryModel.h"

#include "ui/models/JsonCells.h"
#include "ui/sale/OrderSums.h"
#include "ui/widgets/CellRole.h"

#include <algorithm>

namespace pos::ui {

OrderHistoryModel::OrderHistoryModel(QObject *parent) : QAbstractTableModel(parent)
{
}

void OrderHistoryModel::setFormat(const MoneyFormat &format, const ShopTime &time)
{
    m_format = format;
    m_time = time;
}

void OrderHistoryModel::setPeople(const QHash<QString, QString> &namesById)
{
    m_people = namesById;
    rebuild();
}

void OrderHistoryModel::setOrder(const QJsonObject &order)
{
    if (order[u"id"] != m_order[u"id"]) {
        m_refunds = {};
        m_events = {};
    }
    m_order = order;
    rebuild();
}

void OrderHistoryModel::setRefunds(const QJsonArray &refunds)
{
    m_refunds = refunds;
    rebuild();
}

void OrderHistoryModel::setEvents(const QJsonArray &events)
{
    m_events = events;
    rebuild();
}

namespace {

QString joined(QStringList parts)
{
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

} // namespace

// The trail says who did what; an order itself only who made it.
QString OrderHistoryModel::actorOf(const QStringList &actions, const QString &at) const
{
    for (const QJsonValue &event : m_events) {
        const bool then = at.isEmpty() || event[u"occurred_at"].toString() == at;
        if (then && actions.contains(event[u"action"].toString()))
            return m_people.value(event[u"actor"][u"id"].toString());
    }
    return {};
}

void OrderHistoryModel::addOwnDates(QList<Entry> &entries) const
{
    const auto text = [this](const char *name) { return m_order[QLatin1String(name)].toString(); };
    const bool refund = text("kind") == QLatin1String("refund");
    entries.append(
        {text("created_at"), refund ? tr("Refund made") : tr("Ordered"), m_people.value(text("created_by")), {}});
    const QStringList paid{QStringLiteral("order.paid"), QStringLiteral("order.payment_added")};
    for (const QJsonValue &value : m_order[u"payments"].toArray()) {
        const QJsonObject payment = value.toObject();
        const Money amount = moneyIn(payment, "amount");
        const QString method = OrderSums::methodName(payment[u"method"].toString());
        entries.append({payment[u"created_at"].toString(text("created_at")),
                        amount.isNegative() ? tr("Given back") : tr("Paid"),
                        joined({method, m_format.format(amount), actorOf(paid, payment[u"created_at"].toString())}),
                        {}});
    }
    if (hasValue(m_order, "voided_at"))
        entries.append({text("voided_at"),
                        tr("Voided"),
                        joined({text("reason"), actorOf({QStringLiteral("order.voided")}, {})}),
                        {}});
}

void OrderHistoryModel::rebuild()
{
    QList<Entry> entries;
    if (!m_order.isEmpty())
        addOwnDates(entries);
    for (const QJsonValue &value : m_refunds) {
        const QJsonObject refund = value.toObject();
        const QString more = joined({refund[u"number"].toString(), m_format.format(moneyIn(refund, "total")),
                                     refund[u"reason"].toString(), m_people.value(refund[u"created_by"].toString())});
        entries.append({refund[u"created_at"].toString(), tr("Refund"), more, refund[u"id"].toString()});
    }
    std::stable_sort(entries.begin(), entries.end(), [](const Entry &a, const Entry &b) { return a.at < b.at; });
    beginResetModel();
    m_entries = entries;
    endResetModel();
}

QString OrderHistoryModel::refundAt(int row) const
{
    return row >= 0 && row < m_entries.size() ? m_entries[row].refund : QString();
}

void OrderHistoryModel::retranslate()
{
    rebuild();
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, When);
}

int OrderHistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int OrderHistoryModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : When + 1;
}

QVariant OrderHistoryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Entry &entry = m_entries[index.row()];
    if (role == KindRole)
        return static_cast<int>(index.column() == What ? CellKind::TwoLines : CellKind::Muted);
    if (role == Qt::DisplayRole)
        return index.column() == What ? entry.what : m_time.brief(entry.at);
    if (role == SubRole && index.column() == What)
        return entry.more;
    if (role == Qt::ToolTipRole)
        return index.column() == What ? entry.more : m_time.dateTime(entry.at);
    return {};
}

QVariant OrderHistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section > When)
        return {};
    if (role == Qt::DisplayRole)
        return section == What ? tr("What happened") : tr("When");
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignLeft | Qt::AlignVCenter);
    if (role == KeyRole)
        return section == What ? QStringLiteral("what") : QStringLiteral("when");
    return {};
}

} // namespace pos::ui
