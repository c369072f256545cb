// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/MovementsModel.h"

#include "ui/models/JsonCells.h"
#include "ui/stock/MovementWords.h"
#include "ui/widgets/CellRole.h"

namespace pos::ui {

namespace {

QList<MovementsModel::Column> shownIn(MovementsModel::Layout layout)
{
    using Model = MovementsModel;
    switch (layout) {
    case Model::Layout::Shop:
        return {Model::Product, Model::When, Model::Kind, Model::Change, Model::After, Model::Document};
    case Model::Layout::Item: return {Model::What, Model::Change, Model::After};
    case Model::Layout::Document: break;
    }
    return {Model::Product, Model::Change, Model::After};
}

const char *keyOf(MovementsModel::Column column)
{
    constexpr const char *keys[]{"when", "product", "kind", "change", "after", "document", "what"};
    return keys[column];
}

bool isNumber(MovementsModel::Column column)
{
    return column == MovementsModel::Change || column == MovementsModel::After;
}

QList<CursorTableModel::Column> columnsOf(MovementsModel::Layout layout)
{
    QList<CursorTableModel::Column> columns;
    for (const MovementsModel::Column column : shownIn(layout))
        columns.append({QString::fromLatin1(keyOf(column)), {}, isNumber(column)});
    return columns;
}

QString instantOf(const QDate &day, const QTimeZone &zone)
{
    return day.startOfDay(zone).toUTC().toString(Qt::ISODateWithMs);
}

} // namespace

MovementsModel::MovementsModel(ApiClient &client, Layout layout, QObject *parent)
    : CursorTableModel(client, QStringLiteral("/api/v1/stock/movements"), columnsOf(layout), parent),
      m_shown(shownIn(layout))
{
}

void MovementsModel::setFormat(const MoneyFormat &format, const ShopTime &time, bool withCost)
{
    m_format = format;
    m_time = time;
    m_withCost = withCost;
}

QStringList MovementsModel::exportTitles() const
{
    QStringList titles{tr("When"),   tr("SKU"),     tr("Product"),  tr("What"),
                       tr("Change"), tr("On hand"), tr("Document"), tr("Reason")};
    if (m_withCost)
        titles << tr("Unit cost") << tr("Average cost after");
    return titles;
}

QList<ExportValue> MovementsModel::exportRow(const QJsonObject &movement) const
{
    const auto words = [&](const char *name) { return ExportValue::ofText(movement[QLatin1String(name)].toString()); };
    const auto quantity = [&](const char *name) { return ExportValue::ofQuantity(quantityIn(movement, name)); };
    QList<ExportValue> row{ExportValue::ofTime(m_time.local(movement[u"occurred_at"].toString())),
                           words("sku"),
                           words("name"),
                           ExportValue::ofText(MovementWords::kind(movement[u"kind"].toString())),
                           quantity("quantity"),
                           quantity("on_hand_after"),
                           ExportValue::ofText(MovementWords::document(movement)),
                           words("reason")};
    if (m_withCost) {
        for (const char *cost : {"unit_cost", "average_cost_after"})
            row.append(hasValue(movement, cost) ? ExportValue::ofMoney(moneyIn(movement, cost), m_format.decimals())
                                                : ExportValue());
    }
    return row;
}

void MovementsModel::addFilter(QUrlQuery &query, const QString &name, const QString &value) const
{
    const QDate day = QDate::fromString(value, Qt::ISODate);
    if (name != QLatin1String("day") || !day.isValid()) {
        CursorTableModel::addFilter(query, name, value);
        return;
    }
    query.addQueryItem(QStringLiteral("from"), instantOf(day, m_zone));
    query.addQueryItem(QStringLiteral("to"), instantOf(day.addDays(1), m_zone));
}

QString MovementsModel::title(int column) const
{
    switch (m_shown[column]) {
    case When: return tr("When");
    case Product: return tr("Product");
    case Kind: return tr("What");
    case Change: return tr("Change");
    case After: return tr("On hand");
    case Document: return tr("Document");
    case What: break;
    }
    return tr("Movement");
}

QString MovementsModel::text(const QJsonObject &movement, Column column) const
{
    switch (column) {
    case When: return m_time.dateTime(movement[u"occurred_at"].toString());
    case Product: return movement[u"name"].toString();
    case Kind: return MovementWords::kind(movement[u"kind"].toString());
    case Change: return MovementWords::signedQuantity(quantityIn(movement, "quantity"), m_format);
    case After: return m_format.format(quantityIn(movement, "on_hand_after"));
    case Document: return MovementWords::document(movement);
    case What: break;
    }
    const QString document = MovementWords::document(movement);
    return document.isEmpty() ? MovementWords::kind(movement[u"kind"].toString()) : document;
}

QString MovementsModel::sub(const QJsonObject &movement, Column column) const
{
    if (column == Product) {
        const QString sku = movement[u"sku"].toString();
        return m_shown.contains(When) || !m_withCost
                   ? sku
                   : tr("%1 · %2 each").arg(sku, m_format.format(moneyIn(movement, "unit_cost")));
    }
    if (column == After && m_shown.contains(What) && m_withCost)
        return m_format.format(moneyIn(movement, "average_cost_after"));
    if (column != What)
        return {};
    const QString when = m_time.dateTime(movement[u"occurred_at"].toString());
    return MovementWords::document(movement).isEmpty()
               ? when
               : MovementWords::kind(movement[u"kind"].toString()) + QStringLiteral(" · ") + when;
}

QVariant MovementsModel::cell(const QJsonObject &movement, int at, int role) const
{
    const Column column = m_shown[at];
    switch (role) {
    case KindRole:
        return static_cast<int>(column == Product || column == What ? CellKind::TwoLines
                                : isNumber(column)                  ? CellKind::Number
                                : column == Kind                    ? CellKind::Pill
                                                                    : CellKind::Plain);
    case Qt::DisplayRole: return text(movement, column);
    case SubRole: return sub(movement, column);
    case Qt::ToolTipRole: {
        const QString reason = movement[u"reason"].toString();
        return column == What || column == Document || column == Product
                   ? QStringList{text(movement, column), reason}.join(u'\n').trimmed()
                   : QString();
    }
    case ToneRole: {
        if (column == Kind)
            return static_cast<int>(MovementWords::tone(movement[u"kind"].toString()));
        const bool below = column == After && quantityIn(movement, "on_hand_after").isNegative();
        return static_cast<int>(below ? Tone::Danger : Tone::Neutral);
    }
    default: return {};
    }
}

} // namespace pos::ui
