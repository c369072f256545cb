// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/ListExport.h"

#include "ui/api/ErrorWords.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Frames.h"
#include "ui/widgets/JobBar.h"
#include "ui/widgets/Layouts.h"

#include <QDate>
#include <QDesktopServices>
#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>
#include <QVBoxLayout>

namespace pos::ui {

ListExport::ListExport(const CursorTableModel &model, const QString &name, QWidget *parent)
    : Page(parent), m_model(model), m_card(makeCard()), m_work(new JobBar(name + QStringLiteral(".export"))),
      m_banner(new Banner(Tone::Success)), m_retry(new Button(Button::Kind::Secondary, QStringLiteral("refresh-cw"))),
      m_open(new Button(Button::Kind::Secondary)), m_close(new Button(Button::Kind::Ghost, QStringLiteral("x")))
{
    m_banner->setObjectName(name + QStringLiteral(".exported"));
    m_retry->setObjectName(name + QStringLiteral(".exportRetry"));
    m_open->setObjectName(name + QStringLiteral(".exportOpen"));
    m_close->setObjectName(name + QStringLiteral(".exportClose"));
    auto *column = boxOn<QVBoxLayout>(this);
    boxOn<QVBoxLayout>(m_card, tok::s3)->addWidget(m_work);
    column->addWidget(m_card);
    column->addWidget(m_banner);
    for (Button *button : {m_retry, m_open, m_close})
        m_banner->addAction(button);
    connect(m_work, &JobBar::cancelAsked, this, [this] { m_job->cancel(); });
    connect(m_retry, &QPushButton::clicked, this, [this] { m_job->retry(); });
    connect(m_close, &QPushButton::clicked, this, &ListExport::putAway);
    connect(m_open, &QPushButton::clicked, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(m_job->path()).absolutePath())); });
    retranslate();
}

void ListExport::ask(const QString &title)
{
    const QList<QPair<QString, ExportFormat>> formats{
        {tr("Workbook for Excel and LibreOffice (*.xlsx)"), ExportFormat::Xlsx},
        {tr("CSV with semicolons and decimal comma, for Excel in Indonesian (*.csv)"), ExportFormat::CsvSemicolon},
        {tr("CSV with commas and decimal point (*.csv)"), ExportFormat::CsvComma}};
    QStringList names;
    for (const auto &[words, format] : formats)
        names.append(words);
    auto *dialog = new QFileDialog(this, tr("Export the list"));
    dialog->setObjectName(QStringLiteral("export.dialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters(names);
    dialog->selectFile(QStringLiteral("%1 %2").arg(title, QDate::currentDate().toString(Qt::ISODate)));
    dialog->setDefaultSuffix(QStringLiteral("xlsx"));
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog, names](const QString &filter) {
        dialog->setDefaultSuffix(names.indexOf(filter) > 0 ? QStringLiteral("csv") : QStringLiteral("xlsx"));
    });
    connect(dialog, &QFileDialog::fileSelected, this, [this, dialog, formats, names](const QString &path) {
        const qsizetype chosen = qMax<qsizetype>(0, names.indexOf(dialog->selectedNameFilter()));
        begin(formats[chosen].second, path);
    });
    dialog->open();
}

void ListExport::begin(ExportFormat format, const QString &path)
{
    m_job = std::make_unique<ExportJob>(m_model.client(), m_model, format, path);
    connect(m_job.get(), &ExportJob::changed, this, &ListExport::showJob);
    m_work->begin({});
    m_job->start();
    showJob();
}

QString ListExport::whyNot() const
{
    const Error &error = *m_job->error();
    if (error.reason == QLatin1String("unwritable"))
        return tr("The file cannot be written: %1").arg(error.detail);
    return ErrorWords::sentence(error);
}

void ListExport::showJob()
{
    setVisible(m_job && m_job->state() != ExportJob::State::Cancelled);
    if (!m_job)
        return;
    const QString rows = QLocale().toString(m_job->rows());
    const int number = static_cast<int>(m_job->rows());
    const QString file = QFileInfo(m_job->path()).fileName();
    const ExportJob::State state = m_job->state();
    m_card->setVisible(state == ExportJob::State::Working);
    m_banner->setVisible(state == ExportJob::State::Done || state == ExportJob::State::Failed);
    m_retry->setVisible(m_job->canRetry());
    m_open->setVisible(state == ExportJob::State::Done);
    if (state == ExportJob::State::Working) {
        m_work->setWhat(tr("Writing all rows of this list to %1").arg(file));
        m_work->setProgress(m_job->rows(), 0, tr("%1 rows so far", nullptr, number).arg(rows));
    } else if (state == ExportJob::State::Done) {
        m_banner->setTone(Tone::Success);
        m_banner->setTexts(tr("%1 rows written to %2.", nullptr, number).arg(rows, file), {});
    } else if (state == ExportJob::State::Failed) {
        m_banner->setTone(Tone::Danger);
        m_banner->setTexts(tr("The export stopped after %1 rows.", nullptr, number).arg(rows), whyNot());
    }
}

void ListExport::putAway()
{
    m_job->cancel(); // of one that failed nothing is left
    m_job.reset();
    hide();
}

void ListExport::retranslate()
{
    m_retry->setLabel(tr("Retry"));
    m_open->setLabel(tr("Open folder"));
    m_close->setHint(tr("Put away"));
    showJob();
}

} // namespace pos::ui
