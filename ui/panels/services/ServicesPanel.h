// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/ParkedModel.h"
#include "ui/models/ServicesModel.h"
#include "ui/panels/Panel.h"

#include <QTimer>

QT_FORWARD_DECLARE_CLASS(QStackedWidget)
QT_FORWARD_DECLARE_CLASS(QTabBar)

namespace pos::ui {

class Banner;
class Button;
class DataTable;
class DetailHost;
class Label;
class LogPage;
class PageHeader;
class ServiceDetail;

// How the server is: its services, what waits in its queues, its logs, and what lies aside. Looks again by itself.
class ServicesPanel final : public Panel {
    Q_OBJECT
public:
    ServicesPanel(Session &session, LocalStore &store, QWidget *parent = nullptr);

    QString title() const override { return tr("Services"); }
    void start() override;
    void open(const QString &id) override; // the name of a service
    void reload() override;
    void takeFocus() override;

protected:
    void retranslate() override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    enum Tab { Services, Log, Parked };

    void build();
    QWidget *makeServicesPage();
    QWidget *makeParkedPage();
    void load();
    void loadParked();
    void took(const QJsonObject &state);
    void failed(const Error &error);
    void chooseTab(int tab);
    void chooseService(int row);
    void showService(const QString &name);
    void retryParked();
    void showState();

    ServicesModel m_services;
    ParkedModel m_parked;
    QJsonObject m_state;
    QTimer m_again;
    bool m_logStarted = false;
    PageHeader *m_header;
    Label *m_summary;
    QTabBar *m_tabs;
    QStackedWidget *m_pages;
    Banner *m_banner;
    Button *m_retry;
    DataTable *m_table;
    LogPage *m_log;
    DataTable *m_parkedTable;
    Label *m_parkedNote;
    Button *m_tryAgain;
    ServiceDetail *m_detail;
    DetailHost *m_host;
};

} // namespace pos::ui
