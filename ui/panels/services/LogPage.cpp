// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/services/LogPage.h"

#include "core/contract/Routes.h"
#include "ui/panels/ListSection.h"
#include "ui/panels/services/LogExport.h"
#include "ui/theme/Fonts.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/FilterBar.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"

#include <QCheckBox>
#include <QFileDialog>
#include <QScrollBar>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace pos::ui {

namespace {
constexpr auto kFollowEvery = std::chrono::seconds(2);
}

LogPage::LogPage(ApiClient &client, const QTimeZone &zone, QWidget *parent)
    : Page(parent), m_client(client), m_model(client),
      m_list(new ListSection(m_model, tok::rowThumb, QStringLiteral("logs"))), m_follow(new QCheckBox),
      m_export(new Button(Button::Kind::Secondary, QStringLiteral("download"))),
      m_note(new Label(tok::Type::Small, "muted"))
{
    auto *column = boxOn<QVBoxLayout>(this, 0, tok::s2);
    auto *line = boxOn<QHBoxLayout>(nullptr, 0, tok::s3);
    m_follow->setFont(Fonts::of(tok::Type::Body));
    line->addWidget(m_follow);
    line->addWidget(m_export);
    line->addWidget(m_note, 1);
    column->addWidget(m_list, 1);
    column->addLayout(line);
    m_model.setZone(zone);
    m_list->table()->setColumns(LogsModel::Message, 260, {{170, 0}, {116, 0}, {170, 1}, {400, 0}});
    m_follow->setObjectName(QStringLiteral("logs.follow"));
    m_export->setObjectName(QStringLiteral("logs.export"));
    m_note->setObjectName(QStringLiteral("logs.note"));
    m_again.setInterval(kFollowEvery);
    connect(&m_again, &QTimer::timeout, this, [this] {
        const bool atTop = m_list->table()->verticalScrollBar()->value() == 0;
        if (isVisible() && atTop && !m_model.isBusy()) // who reads further down is left alone
            m_model.reload();
    });
    connect(m_follow, &QCheckBox::toggled, this, [this](bool on) { on ? m_again.start() : m_again.stop(); });
    connect(m_export, &QPushButton::clicked, this, &LogPage::askFile);
    connect(m_list->table(), &DataTable::rowChosen, this,
            [this](int row) { m_list->keepChosen(m_model.item(row)[u"id"].toString()); });
    retranslate();
}

void LogPage::start()
{
    m_model.reload();
}

void LogPage::reload()
{
    m_model.reload();
}

void LogPage::showService(const QString &service)
{
    m_list->filters()->setValue(QStringLiteral("service"), service);
}

void LogPage::takeFocus()
{
    m_list->table()->setFocus(Qt::OtherFocusReason);
}

void LogPage::askFile()
{
    if (m_running) { // the same button gives it up
        m_running.reset();
        showState();
        return;
    }
    auto *dialog =
        new QFileDialog(window(), tr("Export the log"),
                        QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation), tr("Log lines (*.jsonl)"));
    dialog->setObjectName(QStringLiteral("logs.file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("jsonl"));
    dialog->selectFile(QStringLiteral("pos-log.jsonl"));
    connect(dialog, &QFileDialog::fileSelected, this, &LogPage::exportTo);
    dialog->open();
}

void LogPage::exportTo(const QString &file)
{
    QList<QPair<QString, QString>> filters = m_list->filters()->values();
    if (!m_list->filters()->search().isEmpty())
        filters.append({QStringLiteral("q"), m_list->filters()->search()});
    m_running = std::make_unique<LogExport>(m_client, file, filters);
    connect(m_running.get(), &LogExport::progressed, this, &LogPage::showState);
    connect(m_running.get(), &LogExport::done, this, [this](const QString &name, int lines) {
        m_running.release()->deleteLater();
        showState();
        Q_EMIT said(tr("%n lines written to %1.", nullptr, lines).arg(name));
    });
    connect(m_running.get(), &LogExport::failed, this, [this](const QString &sentence) {
        m_running.release()->deleteLater();
        showState();
        m_note->setTone("danger");
        m_note->setText(sentence);
    });
    m_running->start();
    showState();
}

void LogPage::showState()
{
    m_export->setLabel(m_running ? tr("Cancel the export") : tr("Export\u2026"));
    m_note->setTone("muted");
    m_note->setText(m_running ? tr("%n lines so far", nullptr, m_running->written()) : QString());
}

void LogPage::retranslate()
{
    m_follow->setText(tr("Follow"));
    m_follow->setAccessibleName(tr("Follow"));
    m_follow->setToolTip(tr("New lines appear at the top while you are there"));
    m_list->filters()->setSearchWords(tr("Anything in a line"));
    m_list->setWords({QStringLiteral("scroll-text"), tr("No lines"), tr("The server has written nothing yet.")});
    QList<QPair<QString, QString>> services;
    for (int i = 0; i < contract::kServiceCount; ++i) {
        const QString name = QString::fromLatin1(contract::programName(static_cast<contract::Service>(i)));
        services.append({name, name});
    }
    QList<QPair<QString, QString>> levels;
    for (const char *level : {"error", "warn", "info", "debug"})
        levels.append({QLatin1String(level), LogsModel::levelWords(QLatin1String(level))});
    m_list->filters()->setSpecs({{QStringLiteral("service"), tr("Service"), FilterSpec::Kind::Choice, services},
                                 {QStringLiteral("level"), tr("Level and worse"), FilterSpec::Kind::Choice, levels}});
    showState();
}

} // namespace pos::ui
