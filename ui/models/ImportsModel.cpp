// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/ImportsModel.h"

#include "ui/imports/ImportWords.h"
#include "ui/models/JsonCells.h"
#include "ui/widgets/CellRole.h"

namespace pos::ui {

ImportsModel::ImportsModel(ApiClient &client, QObject *parent)
    : CursorTableModel(client, QStringLiteral("/api/v1/imports"),
                       {{QStringLiteral("file"), {}},
                        {QStringLiteral("when"), {}},
                        {QStringLiteral("kind"), {}},
                        {QStringLiteral("lines"), {}, true},
                        {QStringLiteral("status"), {}}},
                       parent)
{
}

void ImportsModel::setFormat(const MoneyFormat &format, const ShopTime &time)
{
    m_format = format;
    m_time = time;
}

QString ImportsModel::title(int column) const
{
    switch (column) {
    case File: return tr("File");
    case When: return tr("Time");
    case Kind: return tr("What it holds");
    case Lines: return tr("Lines");
    default: return tr("Status");
    }
}

QVariant ImportsModel::cell(const QJsonObject &import, int column, int role) const
{
    const ImportWords::State state = ImportWords::status(import[u"status"].toString());
    if (role == KindRole) {
        constexpr CellKind kinds[]{CellKind::Plain, CellKind::Muted, CellKind::Muted, CellKind::Number, CellKind::Pill};
        return static_cast<int>(kinds[column]);
    }
    if (role == ToneRole)
        return static_cast<int>(column == Status ? state.tone : Tone::Neutral);
    if (role == ValueRole && column == Lines)
        return QVariant::fromValue(ExportValue::ofCount(import[u"progress"][u"total"].toInteger()));
    if (role == ValueRole && column == When)
        return QVariant::fromValue(ExportValue::ofTime(m_time.local(import[u"created_at"].toString())));
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case File: return import[u"file_name"].toString();
    case When: return m_time.dateTime(import[u"created_at"].toString());
    case Kind: return ImportWords::kind(import[u"kind"].toString());
    case Lines: return m_format.formatCount(import[u"progress"][u"total"].toInteger());
    default: return state.words;
    }
}

} // namespace pos::ui
