// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/MailsModel.h"

#include "core/contract/MailRequest.h"
#include "ui/widgets/CellRole.h"

namespace pos::ui {

MailsModel::MailsModel(ApiClient &client, QObject *parent)
    : CursorTableModel(client, QStringLiteral("/api/v1/notifications"),
                       {{QStringLiteral("what"), {}},
                        {QStringLiteral("when"), {}},
                        {QStringLiteral("language"), {}},
                        {QStringLiteral("status"), {}}},
                       parent)
{
}

QStringList MailsModel::templates()
{
    return contract::mailTemplateWords();
}

QString MailsModel::nameOf(const QString &mailTemplate)
{
    if (mailTemplate == QLatin1String("verification"))
        return tr("Confirm an address");
    if (mailTemplate == QLatin1String("invitation"))
        return tr("Invitation");
    if (mailTemplate == QLatin1String("reset"))
        return tr("New password");
    if (mailTemplate == QLatin1String("password_changed"))
        return tr("Password was changed");
    return mailTemplate == QLatin1String("test") ? tr("Test") : mailTemplate;
}

MailsModel::State MailsModel::stateOf(const QString &status)
{
    if (status == QLatin1String("sent"))
        return {tr("Sent"), Tone::Success};
    if (status == QLatin1String("queued"))
        return {tr("On its way"), Tone::Info};
    if (status == QLatin1String("kept"))
        return {tr("Kept here"), Tone::Warning};
    return {tr("Failed"), Tone::Danger};
}

QString MailsModel::title(int column) const
{
    switch (column) {
    case What: return tr("Mail");
    case When: return tr("Written");
    case Speaks: return tr("Language");
    default: return tr("Status");
    }
}

QVariant MailsModel::cell(const QJsonObject &mail, int column, int role) const
{
    const QString status = mail[u"status"].toString();
    if (role == KindRole) {
        constexpr CellKind kinds[]{CellKind::Plain, CellKind::Muted, CellKind::Muted, CellKind::Pill};
        return static_cast<int>(kinds[column]);
    }
    if (role == ToneRole)
        return static_cast<int>(column == Status ? stateOf(status).tone : Tone::Neutral);
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case What: return nameOf(mail[u"template"].toString());
    case When: return m_time.dateTime(mail[u"created_at"].toString());
    case Speaks:
        return mail[u"language"] == QStringLiteral("en") ? QStringLiteral("English") : QStringLiteral("Indonesia");
    default: return stateOf(status).words;
    }
}

} // namespace pos::ui
