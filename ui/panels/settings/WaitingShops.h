// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/api/Session.h"
#include "ui/models/ShopTime.h"
#include "ui/widgets/Page.h"

QT_FORWARD_DECLARE_CLASS(QVBoxLayout)

namespace pos::ui {

class Label;

// Further shops on this server whose owner has not confirmed the address: who runs the server may say that they are
// known. Not there while none waits.
class WaitingShops final : public Page {
    Q_OBJECT
public:
    explicit WaitingShops(Session &session, QWidget *parent = nullptr);

    void load();

Q_SIGNALS:
    void said(const QString &confirmation);

protected:
    void retranslate() override;

private:
    QWidget *makeRow(const QJsonObject &shop);
    void askConfirm(const QJsonObject &shop);
    void confirm(const QJsonObject &shop);
    void showRows();

    Session &m_session;
    const ShopTime m_time;
    QList<QJsonObject> m_shops;
    Label *m_title;
    Label *m_note;
    Label *m_error;
    QVBoxLayout *m_rows;
};

} // namespace pos::ui
