// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"

#include <QJsonObject>
#include <QStringList>

#include <optional>

namespace pos::contract {

// One row of the audit trail. People appear as ids and pseudonyms, fields by name alone.
struct AuditEvent {
    Id id;
    qint64 seq = 0;         // without gaps, over all shops of the server
    Instant recordedAt = {}; // when the trail took it
    Instant occurredAt = {}; // when it happened
    QString source;
    QString action;
    QString entity;
    Id entityId;
    QString actorKind; // user, system, guest
    Id actor;
    std::optional<QString> actorRole;
    Id session;
    std::optional<QString> requestId;
    Id subject; // the person it is about, as a pseudonym
    std::optional<QString> purpose;
    QStringList fields;
    QJsonObject details;

    QJsonObject toJson() const;
};

} // namespace pos::contract
