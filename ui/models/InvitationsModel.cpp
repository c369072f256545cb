// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/InvitationsModel.h"

#include "ui/panels/staff/RoleWords.h"
#include "ui/widgets/CellRole.h"

namespace pos::ui {

InvitationsModel::InvitationsModel(ApiClient &client, QObject *parent)
    : CursorTableModel(client, QStringLiteral("/api/v1/invitations"),
                       {{QStringLiteral("email"), {}},
                        {QStringLiteral("role"), {}},
                        {QStringLiteral("sent"), {}},
                        {QStringLiteral("expires"), {}},
                        {QStringLiteral("status"), {}}},
                       parent)
{
}

QString InvitationsModel::stateWords(const QString &status)
{
    return status == QLatin1String("expired") ? tr("Expired") : tr("Open");
}

Tone InvitationsModel::stateTone(const QString &status)
{
    return status == QLatin1String("expired") ? Tone::Warning : Tone::Info;
}

QString InvitationsModel::title(int column) const
{
    switch (column) {
    case Email: return tr("E-mail");
    case Role: return tr("Role");
    case Sent: return tr("Invited");
    case Expires: return tr("Good until");
    default: return tr("Status");
    }
}

QVariant InvitationsModel::cell(const QJsonObject &invitation, int column, int role) const
{
    const QString status = invitation[u"status"].toString();
    switch (role) {
    case KindRole: {
        constexpr CellKind kinds[]{CellKind::Plain, CellKind::Plain, CellKind::Muted, CellKind::Muted, CellKind::Pill};
        return static_cast<int>(kinds[column]);
    }
    case Qt::DisplayRole:
        switch (column) {
        case Email: return invitation[u"email"].toString();
        case Role: return RoleWords::name(invitation[u"role"].toString());
        case Sent: return m_time.dateTime(invitation[u"created_at"].toString());
        case Expires: return m_time.dateTime(invitation[u"expires_at"].toString());
        default: return stateWords(status);
        }
    case ToneRole: return static_cast<int>(column == Status ? stateTone(status) : Tone::Neutral);
    default: return {};
    }
}

} // namespace pos::ui
