// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/LogsModel.h"
#include "ui/widgets/Page.h"

#include <QTimer>

QT_FORWARD_DECLARE_CLASS(QCheckBox)

namespace pos::ui {

class Button;
class Label;
class ListSection;
class LogExport;

// The logs of all services: filtered, followed, copied, exported.
class LogPage final : public Page {
    Q_OBJECT
public:
    LogPage(ApiClient &client, const QTimeZone &zone, QWidget *parent = nullptr);

    void start();
    void reload();
    void showService(const QString &service);
    void takeFocus();

Q_SIGNALS:
    void said(const QString &confirmation);

protected:
    void retranslate() override;

private:
    void askFile();
    void exportTo(const QString &file);
    void showState();

    ApiClient &m_client;
    LogsModel m_model;
    ListSection *m_list;
    QCheckBox *m_follow;
    Button *m_export;
    Label *m_note;
    QTimer m_again;
    std::unique_ptr<LogExport> m_running;
};

} // namespace pos::ui
