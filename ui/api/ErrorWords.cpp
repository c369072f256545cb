// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/api/ErrorWords.h"

#include <QVersionNumber>

namespace pos::ui {

bool ErrorWords::isConnection(const Error &error)
{
    return error.reason == QLatin1String("connection_lost") || error.reason == QLatin1String("no_answer");
}

QString ErrorWords::sentence(const Error &error)
{
    if (error.reason == QLatin1String("connection_lost"))
        return tr("No connection to the server.");
    if (error.reason == QLatin1String("no_answer"))
        return tr("The server did not answer in time.");
    if (error.reason == QLatin1String("certificate_unknown"))
        return tr("Nobody has confirmed the certificate of this server yet.");
    if (error.reason == QLatin1String("certificate_changed"))
        return tr("The certificate of the server is not the one that was confirmed.");
    if (error.reason == QLatin1String("not_a_pos_server"))
        return tr("Something answers at this address, but it is not a POS server.");
    if (error.reason == QLatin1String("wrong_version"))
        return wrongVersion(error.state[u"server"].toString(), error.state[u"desktop"].toString());
    if (!error.detail.isEmpty())
        return error.detail;
    switch (error.code) {
    case ErrorCode::Unauthenticated: return tr("You are not signed in.");
    case ErrorCode::Forbidden: return tr("You are not allowed to do this.");
    case ErrorCode::NotFound: return tr("This is not there any more.");
    case ErrorCode::Conflict: return tr("This does not fit what is stored by now.");
    case ErrorCode::PreconditionFailed: return tr("Somebody else changed this meanwhile.");
    case ErrorCode::RateLimited: return tr("Too many tries. Wait a moment, then try again.");
    case ErrorCode::Unavailable: return tr("The server cannot do this right now. Try again in a moment.");
    case ErrorCode::Timeout: return tr("The server did not answer in time.");
    case ErrorCode::TooLarge: return tr("This is larger than the server takes.");
    case ErrorCode::Invalid: return tr("Some fields need a correction.");
    default: return tr("The server could not do this. Its log says why.");
    }
}

QString ErrorWords::wrongVersion(const QString &server, const QString &desktop)
{
    if (server.isEmpty())
        return tr("The server is older than this window (%1). Bring both to the same version.").arg(desktop);
    return QVersionNumber::fromString(server) < QVersionNumber::fromString(desktop)
               ? tr("The server has version %1, this window the newer %2. Update the server.").arg(server, desktop)
               : tr("The server has version %1, this window the older %2. Update this window.").arg(server, desktop);
}

} // namespace pos::ui
