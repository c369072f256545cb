// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/ShopTime.h"
#include "ui/panels/DetailPane.h"

#include <QJsonObject>

namespace pos::ui {

class Button;
class Label;

// One service: what it stands on, what went wrong last, and what to do about it.
class ServiceDetail final : public DetailPane {
    Q_OBJECT
public:
    explicit ServiceDetail(const ShopTime &time, QWidget *parent = nullptr);

    void show(const QJsonObject &service);
    QString service() const { return m_service[QStringLiteral("service")].toString(); }

Q_SIGNALS:
    void logAsked(const QString &service);

protected:
    void retranslate() override;

private:
    QString partsWords() const;
    QString advice() const;
    static QString adviceFor(const QString &part);
    void showState();

    const ShopTime m_time;
    QJsonObject m_service;
    Label *m_what;
    Label *m_partsTitle;
    Label *m_parts;
    Label *m_adviceTitle;
    Label *m_advice;
    Label *m_errorTitle;
    Label *m_error;
    Button *m_log;
};

} // namespace pos::ui
