// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/ReceiptView.h"

#include "ui/api/ErrorWords.h"
#include "ui/sale/ReceiptPrinter.h"
#include "ui/theme/Fonts.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QSaveFile>
#include <QScrollArea>
#include <QStandardPaths>

namespace pos::ui {

ReceiptView::ReceiptView(ApiClient &client, const QString &name, QWidget *parent)
    : Page(parent), m_client(client), m_banner(new Banner(Tone::Danger)),
      m_retry(new Button(Button::Kind::Secondary, QStringLiteral("refresh-cw"))), m_paper(new Label(tok::Type::Small)),
      m_scroll(new QScrollArea), m_print(new Button(Button::Kind::Secondary, QStringLiteral("printer"))),
      m_pdf(new Button(Button::Kind::Secondary, QStringLiteral("download"))),
      m_copy(new Button(Button::Kind::Secondary, QStringLiteral("copy")))
{
    build(name);
    connect(m_retry, &QPushButton::clicked, this, &ReceiptView::load);
    connect(m_print, &QPushButton::clicked, this, &ReceiptView::print);
    connect(m_pdf, &QPushButton::clicked, this, &ReceiptView::savePdf);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_text);
        Q_EMIT said(tr("Receipt copied."));
    });
    retranslate();
}

void ReceiptView::build(const QString &name)
{
    auto *column = boxOn<QVBoxLayout>(this, tok::s4, tok::s3);
    column->addWidget(m_banner);
    m_banner->addAction(m_retry);
    m_banner->hide();
    auto *buttons = boxOn<QHBoxLayout>(nullptr, 0, tok::s2);
    for (Button *button : {m_print, m_pdf, m_copy})
        buttons->addWidget(button);
    buttons->addStretch();
    column->addLayout(buttons);

    auto *paper = new QFrame;
    paper->setProperty("box", QStringLiteral("sheet"));
    m_paper->setFont(Fonts::mono());
    m_paper->setTextInteractionFlags(Qt::TextSelectableByMouse);
    boxOn<QVBoxLayout>(paper, tok::s4)->addWidget(m_paper, 0, Qt::AlignHCenter | Qt::AlignTop);
    auto *sheet = new QWidget;
    sheet->setObjectName(QStringLiteral("plain"));
    auto *inSheet = boxOn<QVBoxLayout>(sheet);
    inSheet->addWidget(paper);
    inSheet->addStretch();
    m_scroll->setWidget(sheet);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::TabFocus);
    column->addWidget(m_scroll, 1);

    m_banner->setObjectName(name + QStringLiteral(".receiptBanner"));
    m_retry->setObjectName(name + QStringLiteral(".receiptRetry"));
    m_paper->setObjectName(name + QStringLiteral(".receipt"));
    m_scroll->setObjectName(name + QStringLiteral(".receiptScroll"));
    m_print->setObjectName(name + QStringLiteral(".print"));
    m_pdf->setObjectName(name + QStringLiteral(".pdf"));
    m_copy->setObjectName(name + QStringLiteral(".copy"));
    m_print->setKeys(QKeySequence::Print);
    m_pdf->setKeys(QKeySequence::Save);
}

void ReceiptView::open(const QString &order, const QString &number)
{
    clear();
    m_order = order;
    m_number = number;
}

void ReceiptView::clear()
{
    m_load.reset();
    m_order.clear();
    m_text.clear();
    m_paper->clear();
    m_banner->hide();
    setBlocked();
}

void ReceiptView::setBlocked()
{
    const QString why = m_text.isEmpty() ? tr("There is no receipt yet") : QString();
    for (Button *button : {m_print, m_pdf, m_copy})
        button->setBlocked(why);
}

void ReceiptView::load()
{
    if (m_order.isEmpty())
        return;
    ApiRequest request;
    request.path = QStringLiteral("/api/v1/orders/%1/receipt").arg(m_order);
    request.accept = "text/plain";
    m_load = std::make_unique<QObject>();
    m_client.call(request, m_load.get(), [this](const Result<ApiReply> &answer) {
        m_load.release()->deleteLater();
        if (!answer)
            return showError(ErrorWords::sentence(answer.error()));
        m_banner->hide();
        m_text = QString::fromUtf8(answer->bytes);
        while (m_text.endsWith(u'\n'))
            m_text.chop(1);
        m_paper->setText(m_text);
        setBlocked();
    });
}

void ReceiptView::showError(const QString &sentence)
{
    m_banner->setTexts(sentence, {});
    m_banner->show();
}

void ReceiptView::print()
{
    if (isLoaded())
        ReceiptPrinter::ask(this, m_text, m_number);
}

void ReceiptView::savePdf()
{
    if (!isLoaded())
        return;
    auto *dialog = new QFileDialog(window(), tr("Save the receipt"));
    dialog->setObjectName(QStringLiteral("receipt.saveDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("PDF documents (*.pdf)"));
    dialog->setDefaultSuffix(QStringLiteral("pdf"));
    dialog->setDirectory(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->selectFile(m_number + QStringLiteral(".pdf"));
    connect(dialog, &QFileDialog::fileSelected, this, &ReceiptView::writePdf);
    dialog->open();
}

void ReceiptView::writePdf(const QString &file)
{
    ApiRequest request;
    request.path = QStringLiteral("/api/v1/orders/%1/receipt").arg(m_order);
    request.query.addQueryItem(QStringLiteral("format"), QStringLiteral("pdf"));
    request.accept = "application/pdf";
    m_client.call(request, this, [this, file](const Result<ApiReply> &answer) {
        if (!answer)
            return showError(ErrorWords::sentence(answer.error()));
        QSaveFile out(file);
        const bool written =
            out.open(QIODevice::WriteOnly) && out.write(answer->bytes) == answer->bytes.size() && out.commit();
        if (written)
            Q_EMIT said(tr("Receipt saved."));
        else
            showError(tr("The file could not be written: %1").arg(out.errorString()));
    });
}

void ReceiptView::retranslate()
{
    m_retry->setLabel(tr("Retry"));
    m_print->setLabel(tr("Print"));
    m_pdf->setLabel(tr("Save PDF"));
    m_copy->setLabel(tr("Copy"));
    m_paper->setAccessibleName(tr("Receipt"));
    m_scroll->setAccessibleName(tr("Receipt"));
    setBlocked();
}

} // namespace pos::ui
