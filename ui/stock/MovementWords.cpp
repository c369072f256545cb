// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stock/MovementWords.h"

#include "core/contract/MovementKind.h"

namespace pos::ui {

using contract::MovementKind;

QString MovementWords::kind(const QString &word)
{
    const auto kind = contract::movementKindFromWord(word.toLatin1());
    switch (kind.value_or(MovementKind::Adjustment)) {
    case MovementKind::Sale: return tr("Sale");
    case MovementKind::Refund: return tr("Refund");
    case MovementKind::Void: return tr("Void");
    case MovementKind::Receipt: return tr("Receipt");
    case MovementKind::Count: return tr("Count");
    case MovementKind::Adjustment: return tr("Adjustment");
    case MovementKind::Transfer: return tr("Transfer");
    case MovementKind::Waste: return tr("Waste");
    case MovementKind::Opening: return tr("Opening");
    case MovementKind::Import: break;
    }
    return tr("Import");
}

Tone MovementWords::tone(const QString &word)
{
    const auto kind = contract::movementKindFromWord(word.toLatin1());
    switch (kind.value_or(MovementKind::Adjustment)) {
    case MovementKind::Receipt:
    case MovementKind::Opening: return Tone::Success;
    case MovementKind::Count:
    case MovementKind::Adjustment: return Tone::Warning;
    case MovementKind::Waste: return Tone::Danger;
    case MovementKind::Refund:
    case MovementKind::Void: return Tone::Info;
    default: return Tone::Neutral;
    }
}

QList<QPair<QString, QString>> MovementWords::kinds()
{
    QList<QPair<QString, QString>> all;
    for (const QString &word : contract::movementKindWords())
        all.append({word, kind(word)});
    return all;
}

QString MovementWords::document(const QJsonObject &movement)
{
    const QString reference = movement[u"reference"].toString();
    return reference.isEmpty() ? movement[u"reason"].toString() : reference;
}

QString MovementWords::signedQuantity(Quantity quantity, const MoneyFormat &format)
{
    const QString text = format.format(quantity);
    return quantity > Quantity() ? u'+' + text : text;
}

bool MovementWords::isOrder(const QJsonObject &movement)
{
    return movement[u"reference_type"].toString() == QLatin1String("order");
}

} // namespace pos::ui
