// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QStringList>

// What can be changed of a product, by the names the server gives it.
namespace pos::ui::productfields {

const QStringList &names(); // in the order of the form
QJsonValue valueIn(const QJsonObject &product, const QString &name); // what an absent one holds, too

} // namespace pos::ui::productfields
