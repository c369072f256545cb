// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/imports/ImportView.h"

#include "ui/api/ErrorWords.h"
#include "ui/dialogs/ConfirmDialog.h"
#include "ui/imports/ImportWords.h"
#include "ui/panels/ListSection.h"
#include "ui/panels/imports/ImportColumns.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/FilterBar.h"
#include "ui/widgets/Frames.h"
#include "ui/widgets/JobBar.h"
#include "ui/widgets/Layouts.h"
#include "ui/widgets/PageHeader.h"

#include <QJsonArray>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace pos::ui {

namespace {

constexpr int kLeastWhat = 200;

qint64 linesOf(const QJsonObject &import, const QString &outcome)
{
    return import[u"report"][u"outcomes"][outcome][u"lines"].toInteger();
}

// For the choice of a word's form; the number itself is written as the shop does.
int plural(qint64 number)
{
    return static_cast<int>(qMin<qint64>(number, std::numeric_limits<int>::max()));
}

} // namespace

ImportView::ImportView(ImportJob &job, ApiClient &client, const Profile &profile, QWidget *parent)
    : Page(parent), m_job(job), m_profile(profile), m_rows(client), m_header(new PageHeader),
      m_back(new Button(Button::Kind::Ghost, QStringLiteral("chevron-left"))),
      m_cancel(new Button(Button::Kind::Secondary)), m_undo(new Button(Button::Kind::Danger)),
      m_run(new Button(Button::Kind::Primary, QStringLiteral("check"))),
      m_work(new JobBar(QStringLiteral("import.job"))), m_workCard(makeCard()), m_banner(new Banner(Tone::Info)),
      m_retry(new Button(Button::Kind::Secondary, QStringLiteral("refresh-cw"))),
      m_outcomes(boxOn<QHBoxLayout>(nullptr, 0, tok::s2)), m_tabs(new QTabBar), m_stack(new QStackedWidget),
      m_list(new ListSection(m_rows, tok::row, QStringLiteral("import.rows"))), m_columns(new ImportColumns)
{
    m_rows.setFormat(profile.money);
    m_list->setTime(ShopTime(profile.zone));
    m_back->setObjectName(QStringLiteral("import.back"));
    m_cancel->setObjectName(QStringLiteral("import.cancel"));
    m_undo->setObjectName(QStringLiteral("import.undo"));
    m_run->setObjectName(QStringLiteral("import.run"));
    m_banner->setObjectName(QStringLiteral("import.banner"));
    m_retry->setObjectName(QStringLiteral("import.retry"));
    m_tabs->setObjectName(QStringLiteral("import.tabs"));
    m_banner->addAction(m_retry);
    for (Button *button : {m_back, m_cancel, m_undo, m_run})
        m_header->addAction(button);

    boxOn<QVBoxLayout>(m_workCard, tok::s3)->addWidget(m_work);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->addTab({});
    m_tabs->addTab({});
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_columns);
    m_list->filters()->setSearchShown(false);
    m_list->table()->setColumns(ImportRowsModel::What, kLeastWhat, {{80, 0}, {120, 2}, {212, 1}, {144, 0}, {260, 0}});

    auto *column = boxOn<QVBoxLayout>(this, 0, tok::s3);
    column->setContentsMargins(tok::s5, tok::s4 + 2, tok::s5, tok::s4);
    column->addWidget(m_header);
    column->addWidget(m_workCard);
    column->addWidget(m_banner);
    column->addLayout(m_outcomes);
    addOutcomes();
    column->addWidget(m_tabs);
    column->addWidget(m_stack, 1);

    connect(m_back, &QPushButton::clicked, this, &ImportView::closeAsked);
    connect(m_cancel, &QPushButton::clicked, &job, &ImportJob::cancel);
    connect(m_work, &JobBar::cancelAsked, &job, &ImportJob::cancel);
    connect(m_run, &QPushButton::clicked, &job, &ImportJob::run);
    connect(m_undo, &QPushButton::clicked, this, &ImportView::askUndo);
    connect(m_retry, &QPushButton::clicked, &job, &ImportJob::retry);
    connect(m_columns, &ImportColumns::checkAsked, &job, &ImportJob::check);
    connect(m_tabs, &QTabBar::currentChanged, m_stack, &QStackedWidget::setCurrentIndex);
    connect(&job, &ImportJob::changed, this, &ImportView::showJob);
    retranslate();
}

void ImportView::reload()
{
    m_job.error() ? m_job.retry() : m_job.refresh();
}

void ImportView::askUndo()
{
    ConfirmDialog::ask(
        this, tr("Undo this import?"),
        tr("Products it made are archived and what it changed is put back. Products that were sold, moved or edited "
           "since stay as they are."),
        {{QStringLiteral("undo"), tr("Undo the import"), Button::Kind::Destroy},
         {QStringLiteral("stay"), tr("Keep it")}},
        [this](const QString &answer) {
            if (answer == QLatin1String("undo"))
                m_job.undo();
        });
}

void ImportView::showJob()
{
    const QJsonObject &import = m_job.document();
    m_header->setTexts(import[u"file_name"].toString(), summary());
    m_columns->showImport(import, m_job.head());
    showWork();
    showResult();
    showSteps();

    const QString id = m_job.id();
    const QString status = m_job.isSending() ? QString() : m_job.status();
    if (id == m_shownId && status == m_shownStatus)
        return;
    const bool wasAtWork = m_shownStatus == QLatin1String("running") || m_shownStatus == QLatin1String("undoing");
    const bool isHere = id == m_shownId;
    m_shownId = id;
    m_shownStatus = status;
    showOutcomes();
    setFilters();
    if (id.isEmpty() || m_job.isSending() || status == QLatin1String("checking")) {
        m_rows.forget();
        return;
    }
    m_rows.setImport(id);
    const bool broken = !import[u"report"][u"problems"].toArray().isEmpty();
    m_tabs->setCurrentIndex(broken ? 1 : 0);
    // What needs a look first: the lines that cannot be read.
    const bool errors = linesOf(import, QStringLiteral("error")) > 0 && status == QLatin1String("checked");
    const auto before = m_list->filters()->values();
    m_list->filters()->setValue(QStringLiteral("outcome"), errors ? QStringLiteral("error") : QString());
    if (m_list->filters()->values() == before)
        m_rows.reload();
    if (isHere && wasAtWork && !m_job.isAtWork())
        Q_EMIT ended();
}

QString ImportView::summary() const
{
    const QJsonObject &import = m_job.document();
    QStringList parts{ImportWords::kind(import[u"kind"].toString())};
    if (!m_job.isSending() && !m_job.status().isEmpty())
        parts.append(ImportWords::status(m_job.status()).words);
    const qint64 bytes = m_job.isSending() ? m_job.fileBytes() : import[u"file_bytes"].toInteger();
    if (bytes > 0)
        parts.append(QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat));
    const QString at = import[u"created_at"].toString();
    if (!at.isEmpty())
        parts.append(ShopTime(m_profile.zone).dateTime(at));
    return parts.join(QStringLiteral(" · "));
}

QString ImportView::workWords() const
{
    const QString status = m_job.status();
    if (m_job.isCancelling())
        return tr("Stopping …");
    if (m_job.isSending())
        return tr("Sending the file to the server");
    if (status == QLatin1String("checking"))
        return tr("Checking every line; nothing is written yet");
    if (status == QLatin1String("undoing"))
        return tr("Taking back what was imported");
    const QString phase = m_job.document()[u"progress"][u"phase"].toString();
    if (phase == QLatin1String("stock"))
        return tr("Adjusting stock");
    if (phase == QLatin1String("orders"))
        return tr("Making orders and refunds");
    return tr("Making and changing products");
}

void ImportView::showWork()
{
    const bool atWork = m_job.isAtWork();
    const QString what = workWords();
    if (atWork && property("what").toString() != what) {
        setProperty("what", what);
        m_work->begin(what);
    } else if (!atWork) {
        setProperty("what", {});
    }
    m_workCard->setVisible(atWork);
    m_work->setCancelling(m_job.isCancelling());
    m_work->setCancelShown(m_job.status() != QLatin1String("undoing"));
    if (m_job.isSending()) {
        const QLocale locale;
        m_work->setProgress(
            m_job.sentBytes(), m_job.fileBytes(),
            tr("%1 of %2")
                .arg(locale.formattedDataSize(m_job.sentBytes(), 1), locale.formattedDataSize(m_job.fileBytes(), 1)));
        return;
    }
    const QJsonObject progress = m_job.document()[u"progress"].toObject();
    const qint64 done = progress[u"done"].toInteger();
    const qint64 total = progress[u"total"].toInteger();
    if (m_job.status() == QLatin1String("checking"))
        m_work->setProgress(total, 0, tr("%1 lines read", nullptr, plural(total)).arg(count(total)));
    else
        m_work->setProgress(qMin(done, total), total,
                            tr("%1 of %2 lines", nullptr, plural(total)).arg(count(qMin(done, total)), count(total)));
}

void ImportView::showResult()
{
    const QJsonObject &import = m_job.document();
    const QString status = m_job.status();
    const auto &error = m_job.error();
    m_retry->setVisible(error.has_value());
    const auto say = [this](Tone tone, const QString &strong, const QString &more = {}) {
        m_banner->setTone(tone);
        m_banner->setTexts(strong, more);
        m_banner->show();
    };
    if (error) {
        const bool file = error->reason == QLatin1String("unreadable");
        return say(Tone::Danger, file ? tr("The file cannot be read.") : ErrorWords::sentence(*error),
                   file ? error->detail : tr("Nothing is lost; it goes on from where it is."));
    }
    if (m_job.isAtWork() || status.isEmpty()) {
        m_banner->hide();
        return;
    }
    QStringList problems;
    for (const QJsonValue &problem : import[u"report"][u"problems"].toArray())
        problems.append(ImportWords::error(problem.toObject()));
    if (!problems.isEmpty())
        return say(Tone::Danger, tr("The file cannot be imported like this."), problems.join(QStringLiteral(" · ")));
    const qint64 wrong = linesOf(import, QStringLiteral("error"));
    const QString left =
        wrong > 0 ? tr("%1 lines have errors and are left out.", nullptr, plural(wrong)).arg(count(wrong)) : QString();
    const qint64 todo = import[u"report"][u"to_do"].toInteger();
    if (status == QLatin1String("checked") && todo == 0)
        return say(Tone::Info, tr("There is nothing to do: the shop has all of it."), left);
    if (status == QLatin1String("checked"))
        return say(wrong > 0 ? Tone::Warning : Tone::Success,
                   tr("%1 lines are ready.", nullptr, plural(todo)).arg(count(todo)), left);
    if (status == QLatin1String("done"))
        return say(Tone::Success, tr("The import is done."), left);
    if (status == QLatin1String("cancelled") && todo == 0 && import[u"report"][u"lines"].toInteger() == 0)
        return say(Tone::Info, tr("Cancelled. Nothing was imported."));
    if (status == QLatin1String("cancelled"))
        return say(Tone::Info, tr("Cancelled. %1 lines were not imported.", nullptr, plural(todo)).arg(count(todo)),
                   import[u"kind"] == QLatin1String("products") ? tr("What was imported before can be undone.")
                                                                : QString());
    if (status == QLatin1String("failed"))
        return say(Tone::Danger, tr("The import stopped."), import[u"failure"].toString());
    if (status == QLatin1String("undone"))
        return say(Tone::Info, tr("The import was taken back."));
    if (status == QLatin1String("uploading"))
        return say(Tone::Warning, tr("The file was not sent to the end."), tr("Choose it again to import it."));
    m_banner->hide();
}

// What became of the lines, in numbers that open them.
void ImportView::addOutcomes()
{
    for (const char *kind : {"products", "sales"}) {
        for (const QString &outcome : ImportWords::outcomesOf(QLatin1String(kind))) {
            if (m_numbers.contains(outcome))
                continue;
            auto *number = new Button(Button::Kind::Secondary);
            number->setObjectName(QStringLiteral("import.outcome.") + outcome);
            m_outcomes->addWidget(number);
            m_numbers.insert(outcome, number);
            connect(number, &QPushButton::clicked, this, [this, outcome] {
                m_tabs->setCurrentIndex(0);
                m_list->filters()->setValue(QStringLiteral("outcome"), outcome);
            });
        }
    }
    m_outcomes->addStretch();
}

void ImportView::showOutcomes()
{
    const QJsonObject &import = m_job.document();
    for (auto number = m_numbers.begin(); number != m_numbers.end(); ++number) {
        const qint64 lines = linesOf(import, number.key());
        number.value()->setLabel(tr("%1: %2").arg(ImportWords::outcome(number.key()).words, count(lines)));
        number.value()->setToolTip(tr("Show these lines"));
        number.value()->setVisible(lines > 0);
    }
}

void ImportView::showSteps()
{
    const QString status = m_job.status();
    const bool idle = !m_job.isAtWork();
    const bool checked = idle && status == QLatin1String("checked");
    const bool products = m_job.document()[u"kind"] == QLatin1String("products");
    const bool mayUndo = idle && products
                         && (status == QLatin1String("done")
                             || (status == QLatin1String("cancelled")
                                 && linesOf(m_job.document(), QStringLiteral("created"))
                                            + linesOf(m_job.document(), QStringLiteral("changed"))
                                        > 0));
    const qint64 todo = m_job.document()[u"report"][u"to_do"].toInteger();
    m_run->setVisible(checked);
    m_run->setLabel(todo > 0 ? tr("Import %1 lines", nullptr, plural(todo)).arg(count(todo)) : tr("Import"));
    m_run->setBlocked(m_job.document()[u"report"][u"can_run"].toBool() ? QString()
                                                                       : tr("There is nothing that can be imported"));
    m_cancel->setVisible(checked || (idle && status == QLatin1String("uploading")));
    m_undo->setVisible(mayUndo);
    m_columns->setEditable(checked);
}

void ImportView::setFilters()
{
    QList<QPair<QString, QString>> outcomes;
    for (const QString &outcome : ImportWords::outcomesOf(m_job.document()[u"kind"].toString())) {
        if (linesOf(m_job.document(), outcome) > 0)
            outcomes.append({outcome, ImportWords::outcome(outcome).words});
    }
    m_list->filters()->setSpecs({{QStringLiteral("outcome"), tr("Result"), FilterSpec::Kind::Choice, outcomes}});
}

void ImportView::retranslate()
{
    m_back->setLabel(tr("All imports"));
    m_cancel->setLabel(tr("Discard"));
    m_cancel->setToolTip(tr("The file is thrown away, nothing is imported"));
    m_undo->setLabel(tr("Undo…"));
    m_retry->setLabel(tr("Retry"));
    m_tabs->setTabText(0, tr("Lines"));
    m_tabs->setTabText(1, tr("Columns"));
    m_tabs->setAccessibleName(tr("Parts of the import"));
    m_list->setWords({QStringLiteral("file-check-2"), tr("No lines to show yet"),
                      tr("They appear here as soon as the file has been checked.")});
    setProperty("what", {});
    showOutcomes();
    setFilters();
    showJob();
}

} // namespace pos::ui
