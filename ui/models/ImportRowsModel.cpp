// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/ImportRowsModel.h"

#include "ui/imports/ImportWords.h"
#include "ui/widgets/CellRole.h"

#include <QJsonArray>

namespace pos::ui {

ImportRowsModel::ImportRowsModel(ApiClient &client, QObject *parent)
    : CursorTableModel(client, {},
                       {{QStringLiteral("line"), {}, true},
                        {QStringLiteral("sku"), {}},
                        {QStringLiteral("name"), {}},
                        {QStringLiteral("outcome"), {}},
                        {QStringLiteral("what"), {}}},
                       parent)
{
}

void ImportRowsModel::setImport(const QString &id)
{
    setPath(QStringLiteral("/api/v1/imports/%1/rows").arg(id));
}

QString ImportRowsModel::title(int column) const
{
    switch (column) {
    case Line: return tr("Line");
    case Sku: return tr("SKU");
    case Name: return tr("Name");
    case Outcome: return tr("Result");
    default: return tr("What to know");
    }
}

QString ImportRowsModel::whatIsWrong(const QJsonObject &row)
{
    QStringList sentences;
    for (const QJsonValue &error : row[u"errors"].toArray())
        sentences.append(ImportWords::error(error.toObject()));
    if (!sentences.isEmpty())
        return sentences.join(QStringLiteral(" · "));
    return row[u"invoice"].toString();
}

QVariant ImportRowsModel::cell(const QJsonObject &row, int column, int role) const
{
    const ImportWords::State state = ImportWords::outcome(row[u"outcome"].toString());
    if (role == KindRole) {
        constexpr CellKind kinds[]{CellKind::Number, CellKind::Muted, CellKind::Plain, CellKind::Pill, CellKind::Plain};
        return static_cast<int>(kinds[column]);
    }
    if (role == ToneRole)
        return static_cast<int>(column == Outcome ? state.tone : Tone::Neutral);
    if (role == Qt::ToolTipRole && column == What)
        return whatIsWrong(row);
    if (role == ValueRole && column == Line)
        return QVariant::fromValue(ExportValue::ofCount(row[u"line"].toInteger()));
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Line: return m_format.formatCount(row[u"line"].toInteger());
    case Sku: return row[u"sku"].toString();
    case Name: return row[u"name"].toString();
    case Outcome: return state.words;
    default: return whatIsWrong(row);
    }
}

} // namespace pos::ui
