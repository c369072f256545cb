// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/StaffModel.h"

#include "ui/panels/staff/RoleWords.h"
#include "ui/widgets/CellRole.h"

namespace pos::ui {

StaffModel::StaffModel(ApiClient &client, QObject *parent)
    : CursorTableModel(client, QStringLiteral("/api/v1/users"),
                       {{QStringLiteral("name"), {}},
                        {QStringLiteral("role"), {}},
                        {QStringLiteral("pin"), {}},
                        {QStringLiteral("last_seen"), {}},
                        {QStringLiteral("status"), {}}},
                       parent)
{
}

StaffModel::State StaffModel::stateOf(const QString &status)
{
    if (status == QLatin1String("active"))
        return {tr("Active"), Tone::Success};
    if (status == QLatin1String("suspended"))
        return {tr("Suspended"), Tone::Warning};
    if (status == QLatin1String("unverified"))
        return {tr("Not confirmed"), Tone::Info};
    if (status == QLatin1String("deleted"))
        return {tr("Removed"), Tone::Neutral};
    return {status, Tone::Neutral};
}

QString StaffModel::nameOf(const QJsonObject &person)
{
    const QString name = person[u"name"].toString();
    return name.isEmpty() ? tr("Name erased") : name;
}

QString StaffModel::title(int column) const
{
    switch (column) {
    case Name: return tr("Name");
    case Role: return tr("Role");
    case Pin: return tr("PIN");
    case LastSeen: return tr("Last seen");
    default: return tr("Status");
    }
}

QVariant StaffModel::cell(const QJsonObject &person, int column, int role) const
{
    const QString lastSeen = person[u"last_seen_at"].toString();
    switch (role) {
    case KindRole: {
        constexpr CellKind kinds[]{CellKind::Named, CellKind::Plain, CellKind::Muted, CellKind::Muted, CellKind::Pill};
        return static_cast<int>(kinds[column]);
    }
    case Qt::DisplayRole:
        switch (column) {
        case Name: return nameOf(person);
        case Role: return RoleWords::name(person[u"role"].toString());
        case Pin: return person[u"has_pin"].toBool() ? tr("Set") : tr("Not set");
        case LastSeen: return lastSeen.isEmpty() ? tr("Not lately") : m_time.dateTime(lastSeen);
        default: return stateOf(person[u"status"].toString()).words;
        }
    case SubRole: return column == Name ? person[u"email"].toString() : QVariant();
    case ToneRole:
        return static_cast<int>(column == Status ? stateOf(person[u"status"].toString()).tone : Tone::Neutral);
    default: return {};
    }
}

} // namespace pos::ui
