// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/BackupsModel.h"

#include "ui/theme/Tone.h"
#include "ui/widgets/CellRole.h"

#include <QLocale>

namespace pos::ui {

BackupsModel::BackupsModel(QObject *parent)
    : ItemsModel(
        {{QStringLiteral("made")}, {QStringLiteral("kind")}, {QStringLiteral("size"), true}, {QStringLiteral("file")}},
        parent)
{
}

QString BackupsModel::sizeWords(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat);
}

QString BackupsModel::title(int column) const
{
    switch (column) {
    case Made: return tr("Made");
    case Kind: return tr("Kind");
    case Size: return tr("Size");
    default: return tr("File");
    }
}

QVariant BackupsModel::cell(const QJsonObject &backup, int column, int role) const
{
    const QString fault = backup[u"fault"].toString();
    if (role == KindRole) {
        constexpr CellKind kinds[]{CellKind::Plain, CellKind::Muted, CellKind::Number, CellKind::Muted};
        return static_cast<int>(kinds[column]);
    }
    if (role == ToneRole)
        return static_cast<int>(Tone::Neutral);
    if (role == Qt::ToolTipRole)
        return fault.isEmpty() ? QVariant() : QVariant(fault);
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Made: return fault.isEmpty() ? m_time.dateTime(backup[u"made_at"].toString()) : tr("Cannot be read");
    case Kind:
        return backup[u"kind"] == QStringLiteral("daily")     ? tr("Daily")
               : backup[u"kind"] == QStringLiteral("upgrade") ? tr("Before an upgrade")
                                                              : tr("By hand");
    case Size: return sizeWords(backup[u"bytes"].toInteger());
    default: return backup[u"file"].toString();
    }
}

} // namespace pos::ui
