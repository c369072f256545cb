// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/ImportPanel.h"

#include "ui/api/ErrorWords.h"
#include "ui/imports/ImportWords.h"
#include "ui/panels/ListSection.h"
#include "ui/panels/imports/ImportStart.h"
#include "ui/panels/imports/ImportView.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/Layouts.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QMimeData>
#include <QSaveFile>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace pos::ui {

namespace {

QString localFile(const QMimeData *data)
{
    for (const QUrl &url : data->urls()) {
        if (url.isLocalFile())
            return url.toLocalFile();
    }
    return {};
}

Result<void> save(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return fail({ErrorCode::Internal, QStringLiteral("unwritable"), file.errorString()});
    return {};
}

} // namespace

ImportPanel::ImportPanel(Session &session, LocalStore &store, QWidget *parent)
    : Panel(session, store, parent), m_model(session.client()), m_job(session.client()),
      m_start(new ImportStart(m_model)), m_view(new ImportView(m_job, session.client(), session.profile())),
      m_stack(new QStackedWidget)
{
    setAcceptDrops(true);
    m_model.setFormat(profile().money, ShopTime(profile().zone));
    m_start->list()->setTime(ShopTime(profile().zone));
    keepLayout(m_start->list()->table(), QStringLiteral("imports"));
    keepLayout(m_view->list()->table(), QStringLiteral("import.rows"));
    m_stack->addWidget(m_start);
    m_stack->addWidget(m_view);
    boxOn<QVBoxLayout>(this)->addWidget(m_stack);

    connect(m_start, &ImportStart::fileAsked, this, &ImportPanel::chooseFile);
    connect(m_start, &ImportStart::templateAsked, this, &ImportPanel::saveTemplate);
    connect(m_start, &ImportStart::opened, this, &ImportPanel::open);
    connect(m_view, &ImportView::closeAsked, this, &ImportPanel::showStart);
    connect(m_view, &ImportView::ended, this, [this] {
        if (m_job.status() == QLatin1String("done"))
            Q_EMIT said(tr("The import is done."));
    });
}

void ImportPanel::start()
{
    m_model.reload();
}

void ImportPanel::reload()
{
    m_model.reload();
    if (m_stack->currentWidget() == m_view)
        m_view->reload();
}

void ImportPanel::takeFocus()
{
    if (m_stack->currentWidget() == m_start)
        m_start->list()->table()->setFocus(Qt::OtherFocusReason);
    else
        m_view->list()->table()->setFocus(Qt::OtherFocusReason);
}

void ImportPanel::open(const QString &id)
{
    if (id.isEmpty()) {
        showStart();
        chooseFile();
        return;
    }
    m_job.follow(id);
    showImport();
}

void ImportPanel::showImport()
{
    m_stack->setCurrentWidget(m_view);
    takeFocus();
}

// An import at work goes on: it is opened again from the list, or by the next look at this page.
void ImportPanel::showStart()
{
    m_stack->setCurrentWidget(m_start);
    m_model.reload();
    takeFocus();
}

void ImportPanel::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Choose a file to import"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("CSV files (*.csv *.txt *.tsv)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &ImportPanel::takeFile);
    dialog->open();
}

void ImportPanel::takeFile(const QString &path)
{
    if (m_job.isSending()) {
        m_start->say(tr("Another file is being sent. Wait for it, or cancel it."));
        return;
    }
    m_start->say({});
    m_file = std::make_unique<ImportFile>(path);
    m_file->read(0, [this, path](const Result<QByteArray> &head) {
        const QByteArray objection = head ? ImportFile::objection(m_file->size(), *head) : QByteArray();
        if (!head || !objection.isEmpty()) {
            showStart();
            m_start->say(head ? ImportWords::objection(objection)
                              : tr("The file cannot be read: %1").arg(head.error().detail));
            return;
        }
        m_job.begin(m_start->kind(), path);
        showImport();
    });
}

void ImportPanel::saveTemplate(const QString &kind)
{
    auto *dialog = new QFileDialog(this, tr("Save the template"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->selectFile(kind == QLatin1String("sales") ? tr("sales template.csv") : tr("products template.csv"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, kind](const QString &path) {
        ApiRequest request;
        request.path = QStringLiteral("/api/v1/imports/template");
        request.query.addQueryItem(QStringLiteral("kind"), kind);
        request.accept = "text/csv";
        client().call(request, this, [this, path](const Result<ApiReply> &answer) {
            const Result<void> saved = answer ? save(path, answer->bytes) : fail(answer.error());
            if (saved)
                Q_EMIT said(tr("Template saved."));
            else
                m_start->say(ErrorWords::sentence(saved.error()));
        });
    });
    dialog->open();
}

void ImportPanel::dragEnterEvent(QDragEnterEvent *event)
{
    if (!localFile(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void ImportPanel::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    takeFile(localFile(event->mimeData()));
}

} // namespace pos::ui
