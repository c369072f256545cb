// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/ServicesModel.h"

#include "ui/panels/PartWords.h"
#include "ui/theme/Tone.h"
#include "ui/widgets/CellRole.h"

namespace pos::ui {

ServicesModel::ServicesModel(QObject *parent)
    : ItemsModel({{QStringLiteral("name")},
                  {QStringLiteral("address")},
                  {QStringLiteral("version")},
                  {QStringLiteral("since")},
                  {QStringLiteral("last_error")},
                  {QStringLiteral("health")}},
                 parent)
{
}

QString ServicesModel::title(int column) const
{
    switch (column) {
    case Name: return tr("Service");
    case Address: return tr("Address");
    case Version: return tr("Version");
    case Since: return tr("Since");
    case LastError: return tr("Last error");
    default: return tr("Health");
    }
}

QVariant ServicesModel::cell(const QJsonObject &service, int column, int role) const
{
    const bool ready = service[u"ready"].toBool();
    const QJsonObject error = service[u"last_error"].toObject();
    switch (role) {
    case KindRole: {
        constexpr CellKind kinds[]{CellKind::TwoLines, CellKind::Muted, CellKind::Muted,
                                   CellKind::Muted,    CellKind::Muted, CellKind::Pill};
        return static_cast<int>(kinds[column]);
    }
    case Qt::DisplayRole:
        switch (column) {
        case Name: return service[u"service"].toString();
        case Address: return service[u"address"].toString();
        case Version: return service[u"version"].toString();
        case Since: return m_time.dateTime(service[u"since"].toString());
        case LastError: return error.isEmpty() ? tr("None") : m_time.dateTime(error[u"time"].toString());
        default: return ready ? tr("Healthy") : tr("Not ready");
        }
    case SubRole: return column == Name ? PartWords::service(service[u"service"].toString()) : QVariant();
    case Qt::ToolTipRole: return column == LastError ? error[u"message"].toVariant() : QVariant();
    case ToneRole: return static_cast<int>(column != Health ? Tone::Neutral : ready ? Tone::Success : Tone::Danger);
    default: return {};
    }
}

} // namespace pos::ui
