// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/CursorTableModel.h"
#include "ui/models/ShopTime.h"
#include "ui/theme/Tone.h"

namespace pos::ui {

// The shop's mails: what they were for and what became of them. To whom they went only an opened one says.
class MailsModel final : public CursorTableModel {
    Q_OBJECT
public:
    enum Column { What, When, Speaks, Status };

    struct State {
        QString words;
        Tone tone;
    };

    explicit MailsModel(ApiClient &client, QObject *parent = nullptr);

    void setTime(const ShopTime &time) { m_time = time; }

    static QString nameOf(const QString &mailTemplate);
    static QStringList templates();
    static State stateOf(const QString &status);

protected:
    QString title(int column) const override;
    QVariant cell(const QJsonObject &mail, int column, int role) const override;

private:
    ShopTime m_time;
};

} // namespace pos::ui
