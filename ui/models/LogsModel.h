// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/CursorTableModel.h"

#include <QTimeZone>

namespace pos::ui {

// Lines of the server's logs, the newest first.
class LogsModel final : public CursorTableModel {
    Q_OBJECT
public:
    enum Column { Time, Level, Service, Message };

    explicit LogsModel(ApiClient &client, QObject *parent = nullptr);

    void setZone(const QTimeZone &zone) { m_zone = zone; }

    static QString levelWords(const QString &level);
    static QString fieldsOf(const QJsonObject &line); // "status=500 duration_ms=3.1"

protected:
    QString title(int column) const override;
    QVariant cell(const QJsonObject &line, int column, int role) const override;

private:
    QTimeZone m_zone = QTimeZone::utc();
};

} // namespace pos::ui
