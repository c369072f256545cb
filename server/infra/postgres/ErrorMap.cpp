// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/infra/postgres/ErrorMap.h"

#include <QRegularExpression>

#include <array>
#include <libpq-fe.h>

namespace pos::pg {

namespace {

constexpr int kRetryAfterSeconds = 2;
constexpr int kRefusedRetryAfterSeconds = 30;

QString field(const PGresult *result, int code)
{
    const char *text = PQresultErrorField(result, code);
    return text ? QString::fromUtf8(text) : QString();
}

Failure unavailable(const char *reason, const QString &detail, bool dead)
{
    return {Error::unavailable(QString::fromLatin1(reason), detail, kRetryAfterSeconds), false, dead};
}

} // namespace

Failure failureOf(const pg_result *result, const char *statementName)
{
    return failureOf(field(result, PG_DIAG_SQLSTATE).toLatin1(), field(result, PG_DIAG_MESSAGE_PRIMARY),
                     field(result, PG_DIAG_CONSTRAINT_NAME), statementName);
}

Failure failureOf(const QByteArray &state, const QString &message, const QString &constraint, const char *statementName)
{
    const QString where = QStringLiteral(" (%1 in %2)").arg(QLatin1StringView(state), QLatin1StringView(statementName));
    if (state.isEmpty())
        return {connectionLost(message), true, true};
    if (state == "23505" || state == "23503" || state == "23514" || state == "23P01")
        return {Error::conflict(constraint, message + where)};
    if (state == "P0001") // RAISE EXCEPTION in our own functions: their messages hold no values
        return {Error::conflict(constraint.isEmpty() ? QStringLiteral("refused") : constraint, message + where)};
    if (state == "40001" || state == "40P01")
        return {Error::unavailable(QStringLiteral("concurrent_change"), message + where), true};
    if (state == "57014")
        return {{ErrorCode::Timeout, {}, QStringLiteral("the database took too long") + where}};
    if (state == "55P03")
        return {{ErrorCode::Timeout, QStringLiteral("locked"), QStringLiteral("another change holds the row") + where}};
    if (state == "53100")
        return unavailable("disk_full",
                           QStringLiteral("The disk that holds the database is full: free some space, "
                                          "for example by moving old backups away. Nothing was lost; "
                                          "selling goes on as soon as there is room.")
                               + where,
                           false);
    if (state == "25006")
        return unavailable("read_only",
                           QStringLiteral("The database only reads at the moment (a standby, or a full disk)") + where,
                           true);
    if (state.startsWith("08") || state.startsWith("57P")) {
        Failure lost = unavailable("database_unavailable", message + where, true);
        lost.isTransient = true;
        return lost;
    }
    if (state.startsWith("53"))
        return unavailable("database_busy", message + where, state == "53300");
    if (state.startsWith("22"))
        return {{ErrorCode::Invalid, QStringLiteral("value_refused"),
                 QStringLiteral("the database refused a value") + where}};
    // A migration changed what a prepared statement returns, or somebody dropped it: prepare it anew.
    if (state == "26000" || (state == "0A000" && message.startsWith(QLatin1StringView("cached plan"))))
        return {Error::unavailable(QStringLiteral("schema_changed"), message + where), true, true};
    if (state == "28000" || state == "28P01" || state == "3D000")
        return unavailable("database_refused", message + where, true);
    return {Error::internal(message + where)};
}

Error connectionLost(const QString &message)
{
    return Error::unavailable(QStringLiteral("database_unavailable"),
                              QStringLiteral("The database does not answer (%1)").arg(message.simplified()),
                              kRetryAfterSeconds);
}

Error notConnected(const QString &message)
{
    struct Refusal {
        const char *words; // of libpq or of the server, in English
        const char *help;
    };
    static constexpr std::array kRefusals{
        Refusal{"password authentication failed for user \"[^\"]*\"",
                "put the right password into the URL that names this user (DATABASE_URL, DATABASE_SYSTEM_URL or "
                "DATABASE_ADMIN_URL), or give the user that password in the database (ALTER ROLE … PASSWORD …). If the "
                "user is not there yet, run posctl db init"},
        Refusal{"no password supplied", "put the password into the URL: postgresql://user:password@host/name"},
        Refusal{"role \"[^\"]*\" does not exist|role \"[^\"]*\" is not permitted to log in|"
                "database \"[^\"]*\" does not exist|permission denied for database \"[^\"]*\"",
                "run posctl db init as the database's administrator: it makes what is missing"},
        Refusal{"no pg_hba.conf entry for [^\\n]*|pg_hba.conf rejects connection [^\\n]*",
                "let this user in from here: a line in the server's pg_hba.conf"},
        Refusal{"server does not support SSL, but SSL was required",
                "give the server a certificate (ssl = on), or change sslmode in the URL"},
        Refusal{"certificate verify failed|root certificate file [^\\n]*|"
                "server certificate for [^\\n]* does not match host name [^\\n]*",
                "name the authority that signed the server's certificate in the URL (sslrootcert=FILE), and the server "
                "as its certificate does"},
    };
    for (const Refusal &refusal : kRefusals) {
        const auto match = QRegularExpression(QString::fromUtf8(refusal.words)).match(message);
        if (match.hasMatch())
            return Error::unavailable(
                QStringLiteral("database_refused"),
                QStringLiteral("The database refuses: %1 — %2.").arg(match.captured(), QString::fromUtf8(refusal.help)),
                kRefusedRetryAfterSeconds);
    }
    return connectionLost(message);
}

} // namespace pos::pg
