// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/LanAddress.h"

#include <QNetworkInterface>

namespace pos::app {

namespace {

QString firstAddress()
{
    for (const QNetworkInterface &face : QNetworkInterface::allInterfaces()) {
        const auto flags = face.flags();
        if (!flags.testFlag(QNetworkInterface::IsRunning) || flags.testFlag(QNetworkInterface::IsLoopBack)
            || flags.testFlag(QNetworkInterface::IsPointToPoint))
            continue;
        for (const QNetworkAddressEntry &entry : face.addressEntries()) {
            if (entry.ip().protocol() == QAbstractSocket::IPv4Protocol && !entry.ip().isLinkLocal())
                return entry.ip().toString();
        }
    }
    return {};
}

} // namespace

QString lanAddress(const config::Settings &settings)
{
    const QHostAddress listens(settings.listenAddress);
    if (listens.isLoopback())
        return {};
    const bool everywhere =
        listens == QHostAddress(QHostAddress::AnyIPv4) || listens == QHostAddress(QHostAddress::AnyIPv6);
    const QString address = everywhere ? firstAddress() : settings.listenAddress;
    return address.isEmpty() ? QString() : QStringLiteral("%1:%2").arg(address).arg(settings.portBase);
}

} // namespace pos::app
