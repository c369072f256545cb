// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/api/ServerVersion.h"

#include "core/base/Version.h"

#include <QVersionNumber>

namespace pos::ui {

bool ServerVersion::fit(const QString &one, const QString &other)
{
    const QVersionNumber a = QVersionNumber::fromString(one);
    const QVersionNumber b = QVersionNumber::fromString(other);
    if (a.isNull() || b.isNull() || a.majorVersion() != b.majorVersion())
        return false;
    return a.majorVersion() > 0 || a.minorVersion() == b.minorVersion();
}

std::optional<Error> ServerVersion::refusal(const QJsonObject &ready)
{
    if (ready[u"status"].toString() != QLatin1String("ready"))
        return Error{ErrorCode::Unavailable, QStringLiteral("not_a_pos_server"), {}};
    const QString theirs = ready[u"version"].toString();
    if (fit(theirs, version()))
        return {};
    Error error{ErrorCode::Unavailable, QStringLiteral("wrong_version"), {}};
    error.state = {{QStringLiteral("server"), theirs}, {QStringLiteral("desktop"), version()}};
    return error;
}

} // namespace pos::ui
