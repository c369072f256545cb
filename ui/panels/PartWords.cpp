// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/PartWords.h"

namespace pos::ui {

QString PartWords::name(const QString &part)
{
    if (part == QLatin1String("postgresql") || part == QLatin1String("database"))
        return tr("Database (PostgreSQL)");
    if (part == QLatin1String("events") || part == QLatin1String("kafka"))
        return tr("Events (Kafka)");
    if (part == QLatin1String("cache") || part == QLatin1String("redis"))
        return tr("Cache and limits (Redis)");
    if (part == QLatin1String("keys"))
        return tr("Keys");
    if (part == QLatin1String("mail") || part == QLatin1String("smtp"))
        return tr("Mail (SMTP)");
    return part;
}

QString PartWords::state(const QJsonObject &part)
{
    const QString name = part[u"part"].toString();
    const QString detail = part[u"detail"].toString();
    const bool isEmbedded = part[u"kind"] == QStringLiteral("embedded");
    if (name == QLatin1String("postgresql"))
        return isEmbedded ? tr("Embedded, version %1").arg(detail) : tr("Elsewhere, version %1").arg(detail);
    if (!isEmbedded)
        return tr("Elsewhere: %1").arg(detail);
    if (name == QLatin1String("events"))
        return tr("Embedded: events are delivered inside the server");
    if (name == QLatin1String("cache"))
        return tr("Embedded: in the server's memory");
    if (name == QLatin1String("keys"))
        return tr("Embedded: the key file %1").arg(detail);
    if (name == QLatin1String("mail"))
        return tr("Not set: mails are kept and shown in Settings");
    return tr("Embedded");
}

QString PartWords::setting(const QString &part)
{
    if (part == QLatin1String("postgresql"))
        return QStringLiteral("DATABASE_URL");
    if (part == QLatin1String("events"))
        return QStringLiteral("KAFKA_BROKERS");
    if (part == QLatin1String("cache"))
        return QStringLiteral("REDIS_ADDR");
    if (part == QLatin1String("keys"))
        return QStringLiteral("VAULT_ADDR");
    return QStringLiteral("SMTP_HOST");
}

QString PartWords::service(const QString &program)
{
    if (program == QLatin1String("api-gateway"))
        return tr("The one door to all services");
    if (program == QLatin1String("auth-service"))
        return tr("Sign-in, sessions, PINs");
    if (program == QLatin1String("user-service"))
        return tr("Staff and invitations");
    if (program == QLatin1String("tenant-service"))
        return tr("The shop, its settings, backups");
    if (program == QLatin1String("product-service"))
        return tr("Products, stock, imports");
    if (program == QLatin1String("order-service"))
        return tr("Sales, refunds, receipts, reports");
    if (program == QLatin1String("notification-service"))
        return tr("Mails");
    return program == QLatin1String("audit-service") ? tr("Who did what, and when") : program;
}

} // namespace pos::ui
