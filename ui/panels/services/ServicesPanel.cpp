// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/services/ServicesPanel.h"

#include "ui/api/ErrorWords.h"
#include "ui/panels/services/LogPage.h"
#include "ui/panels/services/ServiceDetail.h"
#include "ui/theme/Fonts.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/DetailHost.h"
#include "ui/widgets/Frames.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"
#include "ui/widgets/PageHeader.h"

#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace pos::ui {

namespace {
constexpr auto kAgain = std::chrono::seconds(5);
constexpr int kLeastName = 200;
constexpr int kLeastList = 560;
const QString kParked = QStringLiteral("/api/v1/system/events/parked");
} // namespace

ServicesPanel::ServicesPanel(Session &session, LocalStore &store, QWidget *parent)
    : Panel(session, store, parent), m_header(new PageHeader), m_summary(new Label(tok::Type::Body)),
      m_tabs(new QTabBar), m_pages(new QStackedWidget), m_banner(new Banner(Tone::Danger)),
      m_retry(new Button(Button::Kind::Secondary, QStringLiteral("refresh-cw"))), m_table(new DataTable(tok::rowThumb)),
      m_log(new LogPage(session.client(), session.profile().zone)), m_parkedTable(new DataTable(tok::rowThumb)),
      m_parkedNote(new Label(tok::Type::Body, "muted")),
      m_tryAgain(new Button(Button::Kind::Secondary, QStringLiteral("refresh-cw"))),
      m_detail(new ServiceDetail(ShopTime(session.profile().zone))), m_host(nullptr)
{
    build();
    m_again.setInterval(kAgain);
    connect(&m_again, &QTimer::timeout, this, &ServicesPanel::load);
    connect(m_tabs, &QTabBar::currentChanged, this, &ServicesPanel::chooseTab);
    connect(m_retry, &QPushButton::clicked, this, &ServicesPanel::reload);
    connect(m_table, &DataTable::rowChosen, this, &ServicesPanel::chooseService);
    connect(m_parkedTable, &DataTable::rowChosen, this, &ServicesPanel::showState);
    connect(m_tryAgain, &QPushButton::clicked, this, &ServicesPanel::retryParked);
    connect(m_log, &LogPage::said, this, &ServicesPanel::said);
    connect(m_detail, &ServiceDetail::closeRequested, this, [this] {
        m_host->setPaneShown(false);
        const QSignalBlocker quiet(m_table);
        m_table->clearSelection();
        m_table->setCurrentIndex({});
        takeFocus();
    });
    connect(m_detail, &ServiceDetail::logAsked, this, [this](const QString &service) {
        m_tabs->setCurrentIndex(Log);
        m_log->showService(service);
    });
    retranslate();
}

void ServicesPanel::build()
{
    auto *main = new QWidget;
    auto *column = boxOn<QVBoxLayout>(main, 0, tok::s3);
    column->setContentsMargins(tok::s5, tok::s4 + 2, tok::s5, tok::s4);
    m_summary->setWrapped();
    m_summary->setObjectName(QStringLiteral("services.summary"));
    column->addWidget(m_header);
    column->addWidget(m_summary);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setFont(Fonts::of(tok::Type::Body));
    m_tabs->setFocusPolicy(Qt::TabFocus);
    m_tabs->setObjectName(QStringLiteral("services.tabs"));
    for (int i = Services; i <= Parked; ++i)
        m_tabs->addTab({});
    column->addWidget(m_tabs);
    column->addWidget(m_banner);
    m_banner->setObjectName(QStringLiteral("services.banner"));
    m_retry->setObjectName(QStringLiteral("services.retry"));
    m_banner->addAction(m_retry);
    m_banner->hide();
    m_pages->addWidget(makeServicesPage());
    m_pages->addWidget(m_log);
    m_pages->addWidget(makeParkedPage());
    column->addWidget(m_pages, 1);
    m_host = new DetailHost(main, m_detail, kLeastList);
    boxOn<QVBoxLayout>(this)->addWidget(m_host);
    const ShopTime time(profile().zone);
    m_services.setTime(time);
    m_parked.setTime(time);
}

QWidget *ServicesPanel::makeServicesPage()
{
    QFrame *card = makeCard();
    m_table->setModel(&m_services);
    m_table->setObjectName(QStringLiteral("services.table"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setColumns(ServicesModel::Name, kLeastName, {{240, 0}, {150, 1}, {80, 2}, {160, 3}, {160, 4}, {112, 0}});
    keepLayout(m_table, QStringLiteral("services"));
    boxOn<QVBoxLayout>(card, 1)->addWidget(m_table);
    return card;
}

QWidget *ServicesPanel::makeParkedPage()
{
    QFrame *card = makeCard();
    auto *column = boxOn<QVBoxLayout>(card, tok::s4, tok::s3);
    m_parkedNote->setWrapped();
    m_parkedNote->setObjectName(QStringLiteral("parked.note"));
    column->addWidget(m_parkedNote);
    m_parkedTable->setModel(&m_parked);
    m_parkedTable->setObjectName(QStringLiteral("parked.table"));
    m_parkedTable->setSelectionMode(QAbstractItemView::SingleSelection);
    m_parkedTable->setColumns(ParkedModel::Type, 180, {{220, 0}, {150, 2}, {160, 3}, {104, 1}, {300, 0}});
    column->addWidget(m_parkedTable, 1);
    auto *foot = boxOn<QHBoxLayout>(nullptr);
    m_tryAgain->setObjectName(QStringLiteral("parked.retry"));
    foot->addWidget(m_tryAgain);
    foot->addStretch();
    column->addLayout(foot);
    column->addStretch();
    return card;
}

void ServicesPanel::start()
{
    reload();
}

void ServicesPanel::reload()
{
    load();
    loadParked();
    if (m_logStarted)
        m_log->reload();
}

void ServicesPanel::open(const QString &id)
{
    m_tabs->setCurrentIndex(Services);
    showService(id);
}

void ServicesPanel::takeFocus()
{
    if (m_tabs->currentIndex() == Services)
        m_table->setFocus(Qt::OtherFocusReason);
    else if (m_tabs->currentIndex() == Log)
        m_log->takeFocus();
    else
        m_tabs->setFocus(Qt::OtherFocusReason);
}

void ServicesPanel::showEvent(QShowEvent *event)
{
    Panel::showEvent(event);
    m_again.start();
}

void ServicesPanel::hideEvent(QHideEvent *event)
{
    m_again.stop();
    Panel::hideEvent(event);
}

void ServicesPanel::load()
{
    ApiRequest request;
    request.path = QStringLiteral("/api/v1/system/services");
    client().call(request, this, [this](const Result<ApiReply> &answer) {
        if (answer)
            took(answer->document);
        else
            failed(answer.error());
    });
}

void ServicesPanel::took(const QJsonObject &state)
{
    m_banner->hide();
    m_table->setStale(false);
    const bool parkedChanged = state[u"events"][u"parked"] != std::as_const(m_state)[u"events"][u"parked"];
    m_state = state;
    m_services.setItems(state[u"items"].toArray());
    if (m_host->isPaneShown())
        m_detail->show(m_services.item(m_services.rowOf(QStringLiteral("service"), m_detail->service())));
    if (parkedChanged)
        loadParked();
    showState();
}

void ServicesPanel::failed(const Error &error)
{
    m_banner->setTexts(ErrorWords::sentence(error),
                       m_services.rowCount() > 0 ? tr("You see how it was a moment ago.") : QString());
    m_banner->show();
    m_table->setStale(true);
}

void ServicesPanel::loadParked()
{
    ApiRequest request;
    request.path = kParked;
    client().call(request, this, [this](const Result<ApiReply> &answer) {
        if (!answer)
            return; // the banner says what is wrong with the server
        m_parked.setItems(answer->document[u"items"].toArray());
        showState();
    });
}

void ServicesPanel::retryParked()
{
    const QJsonObject event = m_parked.item(m_parkedTable->currentIndex().row());
    if (event.isEmpty())
        return;
    ApiRequest request;
    request.method = "POST";
    request.path = kParked + u'/' + event[u"id"].toString() + QStringLiteral("/retry");
    request.body = QJsonObject();
    client().call(request, this, [this](const Result<ApiReply> &answer) {
        if (!answer) {
            failed(answer.error());
            return;
        }
        Q_EMIT said(tr("The event is tried again."));
        loadParked();
    });
}

void ServicesPanel::chooseTab(int tab)
{
    m_pages->setCurrentIndex(tab);
    if (tab != Services)
        m_host->setPaneShown(false);
    if (tab == Log && !m_logStarted) {
        m_logStarted = true;
        m_log->start();
    }
    if (tab == Parked)
        loadParked();
}

void ServicesPanel::chooseService(int row)
{
    if (row >= 0)
        showService(m_services.item(row)[u"service"].toString());
}

void ServicesPanel::showService(const QString &name)
{
    const QJsonObject service = m_services.item(m_services.rowOf(QStringLiteral("service"), name));
    if (service.isEmpty())
        return;
    m_detail->show(service);
    m_host->setPaneShown(true);
}

void ServicesPanel::showState()
{
    const ShopTime time(profile().zone);
    const QJsonObject events = std::as_const(m_state)[u"events"].toObject();
    const QJsonObject mails = std::as_const(m_state)[u"mails"].toObject();
    m_summary->setVisible(!m_state.isEmpty());
    m_summary->setText(
        tr("Version %1, running since %2. Events waiting: %3, laid aside: %4. Mails waiting: %5, "
           "failed: %6.")
            .arg(std::as_const(m_state)[u"version"].toString(),
                 time.dateTime(std::as_const(m_state)[u"started_at"].toString()),
                 QString::number(events[u"waiting"].toInteger()), QString::number(events[u"parked"].toInteger()),
                 QString::number(mails[u"waiting"].toInteger()), QString::number(mails[u"failed"].toInteger())));
    const bool any = m_parked.rowCount() > 0;
    m_parkedTable->setVisible(any);
    m_tryAgain->setVisible(any);
    m_parkedNote->setText(any ? tr("A service could not take these. The others went on. When the cause is mended, have "
                                   "them tried again.")
                              : tr("Nothing lies aside: every event reached who it was for."));
    m_tryAgain->setBlocked(!profile().may(contract::Permission::SystemManage) ? tr("Only an owner does this")
                           : m_parkedTable->currentIndex().isValid()          ? QString()
                                                                              : tr("Choose an event first"));
    m_tabs->setTabText(Parked, any ? tr("Laid aside (%1)").arg(m_parked.rowCount()) : tr("Laid aside"));
}

void ServicesPanel::retranslate()
{
    m_header->setTexts(tr("Services"), tr("How the server is, and what to do when it is not well"));
    m_tabs->setTabText(Services, tr("Services"));
    m_tabs->setTabText(Log, tr("Log"));
    m_tabs->setAccessibleName(tr("Services"));
    m_table->setAccessibleName(tr("Services"));
    m_parkedTable->setAccessibleName(tr("Laid aside"));
    m_retry->setLabel(tr("Retry"));
    m_tryAgain->setLabel(tr("Try again"));
    m_services.retranslate();
    m_parked.retranslate();
    showState();
}

} // namespace pos::ui
