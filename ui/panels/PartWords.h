// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QJsonObject>

namespace pos::ui {

// The parts a server stands on, in words: embedded, or one that runs elsewhere, and what changes that.
class PartWords {
    Q_DECLARE_TR_FUNCTIONS(pos::ui::PartWords)
public:
    static QString name(const QString &part); // "postgresql"
    static QString state(const QJsonObject &part);
    static QString setting(const QString &part); // what to set to use another
    static QString service(const QString &program); // "order-service": what it does
};

} // namespace pos::ui
