// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/labels/LabelsDialog.h"

#include "ui/labels/LabelPreview.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/ComboBox.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/Frames.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"

#include <QCheckBox>
#include <QEvent>
#include <QFileDialog>
#include <QGridLayout>
#include <QLineEdit>
#include <QPainter>
#include <QPdfWriter>
#include <QPrintDialog>
#include <QPrinter>

namespace pos::ui {

namespace {

constexpr int kMostOfOne = 5000;
constexpr int kDots = 600; // an inch, in a PDF
constexpr qreal kMillimetresAnInch = 25.4;

} // namespace

LabelsDialog *LabelsDialog::show(QWidget *parent, const QList<LabelItem> &items)
{
    auto *dialog = new LabelsDialog(parent->window(), items);
    dialog->open();
    return dialog;
}

LabelsDialog::LabelsDialog(QWidget *parent, const QList<LabelItem> &items)
    : QDialog(parent), m_table(new DataTable(tok::rowThumb)), m_count(new QLineEdit), m_paper(new ComboBox),
      m_first(new QLineEdit(QStringLiteral("1"))), m_countField(new Field(m_count)), m_paperField(new Field(m_paper)),
      m_firstField(new Field(m_first)), m_name(new QCheckBox), m_price(new QCheckBox),
      m_same(new Button(Button::Kind::Link)), m_preview(new LabelPreview), m_heading(new Label(tok::Type::Heading)),
      m_pages(new Label(tok::Type::Small, "muted")), m_wrong(new Label(tok::Type::Small, "danger")),
      m_before(new Button(Button::Kind::Ghost)), m_after(new Button(Button::Kind::Ghost)),
      m_print(new Button(Button::Kind::Primary)),
      m_pdf(new Button(Button::Kind::Secondary, QStringLiteral("download"))),
      m_close(new Button(Button::Kind::Secondary))
{
    setObjectName(QStringLiteral("labels"));
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    resize(900, 640);
    m_model.setItems(items);
    m_table->setModel(&m_model);
    m_name->setChecked(true);
    m_price->setChecked(true);
    build();
    connectParts();
    retranslate();
    m_table->selectRow(0);
    showRow();
}

void LabelsDialog::build()
{
    auto *column = boxOn<QVBoxLayout>(this, tok::s5, tok::s3);
    column->addWidget(m_heading);
    auto *row = boxOn<QHBoxLayout>(nullptr, 0, tok::s4);
    auto *left = boxOn<QVBoxLayout>(nullptr, 0, tok::s3);
    QFrame *card = makeCard();
    boxOn<QVBoxLayout>(card, 1)->addWidget(m_table);
    m_table->setColumns(LabelsModel::Name, 150, {{200, 0}, {146, 1}, {80, 0}});
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    left->addWidget(card, 1);
    left->addWidget(makeSettings());
    row->addLayout(left, 3);
    auto *right = boxOn<QVBoxLayout>(nullptr, 0, tok::s2);
    right->addWidget(m_preview, 1);
    auto *turn = boxOn<QHBoxLayout>(nullptr, 0, tok::s2);
    turn->addWidget(m_before);
    turn->addStretch();
    turn->addWidget(m_pages);
    turn->addStretch();
    turn->addWidget(m_after);
    right->addLayout(turn);
    row->addLayout(right, 2);
    column->addLayout(row, 1);
    m_wrong->setWrapped();
    column->addWidget(m_wrong);
    auto *foot = boxOn<QHBoxLayout>(nullptr, 0, tok::s2);
    foot->addStretch();
    foot->addWidget(m_close);
    foot->addWidget(m_pdf);
    foot->addWidget(m_print);
    column->addLayout(foot);
    m_table->setObjectName(QStringLiteral("labels.table"));
    m_preview->setObjectName(QStringLiteral("labels.preview"));
    m_pages->setObjectName(QStringLiteral("labels.pages"));
    m_print->setObjectName(QStringLiteral("labels.print"));
    m_pdf->setObjectName(QStringLiteral("labels.pdf"));
    m_close->setObjectName(QStringLiteral("labels.close"));
}

QWidget *LabelsDialog::makeSettings()
{
    auto *form = new QWidget;
    auto *grid = boxOn<QGridLayout>(form);
    grid->setHorizontalSpacing(tok::s3);
    grid->setVerticalSpacing(tok::s2);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    m_count->setAlignment(Qt::AlignRight);
    m_first->setAlignment(Qt::AlignRight);
    grid->addWidget(m_countField, 0, 0);
    grid->addWidget(m_firstField, 0, 1);
    grid->addWidget(m_paperField, 1, 0, 1, 2);
    auto *parts = boxOn<QHBoxLayout>(nullptr, 0, tok::s4);
    parts->addWidget(m_name);
    parts->addWidget(m_price);
    parts->addStretch();
    parts->addWidget(m_same);
    grid->addLayout(parts, 2, 0, 1, 2);
    m_count->setObjectName(QStringLiteral("labels.count"));
    m_first->setObjectName(QStringLiteral("labels.first"));
    m_paper->setObjectName(QStringLiteral("labels.paper"));
    m_name->setObjectName(QStringLiteral("labels.withName"));
    m_price->setObjectName(QStringLiteral("labels.withPrice"));
    m_same->setObjectName(QStringLiteral("labels.same"));
    return form;
}

void LabelsDialog::connectParts()
{
    connect(m_table, &DataTable::rowChosen, this, &LabelsDialog::showRow);
    connect(m_count, &QLineEdit::textEdited, this, &LabelsDialog::countEdited);
    connect(m_first, &QLineEdit::textEdited, this, &LabelsDialog::showSheet);
    connect(m_paper, &QComboBox::activated, this, &LabelsDialog::showSheet);
    connect(m_name, &QCheckBox::toggled, this, &LabelsDialog::showSheet);
    connect(m_price, &QCheckBox::toggled, this, &LabelsDialog::showSheet);
    connect(m_same, &QPushButton::clicked, this, [this] {
        m_model.setAll(numberIn(m_count, 0, kMostOfOne).value_or(1));
        showSheet();
    });
    connect(m_before, &QPushButton::clicked, this, [this] {
        m_preview->setPage(m_preview->page() - 1);
        showSheet();
    });
    connect(m_after, &QPushButton::clicked, this, [this] {
        m_preview->setPage(m_preview->page() + 1);
        showSheet();
    });
    connect(m_print, &QPushButton::clicked, this, &LabelsDialog::print);
    connect(m_pdf, &QPushButton::clicked, this, &LabelsDialog::askForPdf);
    connect(m_close, &QPushButton::clicked, this, &QDialog::close);
}

std::optional<int> LabelsDialog::numberIn(const QLineEdit *edit, int least, int most)
{
    bool ok = false;
    const int number = edit->text().trimmed().toInt(&ok);
    return ok && number >= least && number <= most ? std::optional(number) : std::nullopt;
}

void LabelsDialog::showRow()
{
    const QModelIndex index = m_table->currentIndex();
    if (index.isValid())
        m_count->setText(QString::number(m_model.items()[index.row()].count));
    m_countField->setError({});
    showSheet();
}

void LabelsDialog::countEdited()
{
    const auto count = numberIn(m_count, 0, kMostOfOne);
    m_countField->setError(count ? QString() : tr("A number from 0 to %1.").arg(kMostOfOne));
    if (count && m_table->currentIndex().isValid())
        m_model.setCount(m_table->currentIndex().row(), *count);
    showSheet();
}

LabelSheet LabelsDialog::sheet() const
{
    const LabelPaper &paper = LabelPaper::byKey(m_paper->value());
    const int first = numberIn(m_first, 1, paper.perPage()).value_or(1) - 1;
    return {paper, m_model.items(), {m_name->isChecked(), m_price->isChecked()}, first};
}

void LabelsDialog::showSheet()
{
    const LabelPaper &paper = LabelPaper::byKey(m_paper->value());
    m_firstField->setVisible(paper.perPage() > 1);
    m_firstField->setError(numberIn(m_first, 1, paper.perPage()) || paper.perPage() == 1
                               ? QString()
                               : tr("A number from 1 to %1.").arg(paper.perPage()));
    const LabelSheet all = sheet();
    m_preview->setSheet(all);
    m_pages->setText(tr("%n labels, ", nullptr, all.labels())
                     + tr("page %1 of %2").arg(all.pages() == 0 ? 0 : m_preview->page() + 1).arg(all.pages()));
    const QString why = all.labels() == 0 ? tr("There is no label to print") : QString();
    const bool wrong = m_countField->hasError() || m_firstField->hasError();
    for (Button *button : {m_print, m_pdf})
        button->setBlocked(wrong ? tr("One of the numbers cannot be used") : why);
    m_before->setBlocked(m_preview->page() > 0 ? QString() : tr("This is the first page"));
    m_after->setBlocked(m_preview->page() + 1 < all.pages() ? QString() : tr("This is the last page"));
}

void LabelsDialog::paintOn(QPagedPaintDevice *device) const
{
    const LabelSheet all = sheet();
    QPainter painter(device);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int page = 0; page < all.pages(); ++page) {
        if (page > 0)
            device->newPage();
        painter.save();
        painter.scale(device->logicalDpiX() / kMillimetresAnInch, device->logicalDpiY() / kMillimetresAnInch);
        all.paintPage(&painter, page, false);
        painter.restore();
    }
}

bool LabelsDialog::writePdf(const QString &path) const
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    QPdfWriter writer(&file);
    writer.setResolution(kDots);
    writer.setPageLayout(
        QPageLayout(QPageSize(sheet().paper().page, QPageSize::Millimeter), QPageLayout::Portrait, {}));
    writer.setTitle(tr("Labels"));
    paintOn(&writer);
    return file.flush() && file.error() == QFileDevice::NoError;
}

void LabelsDialog::print()
{
    auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
    printer->setFullPage(true); // labels have their places on the paper, whatever a printer calls its margin
    printer->setPageLayout(
        QPageLayout(QPageSize(sheet().paper().page, QPageSize::Millimeter), QPageLayout::Portrait, {}));
    auto *dialog = new QPrintDialog(printer.get(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, qOverload<QPrinter *>(&QPrintDialog::accepted), this, [this, printer] {
        paintOn(printer.get());
        close();
    });
    dialog->open();
}

void LabelsDialog::askForPdf()
{
    auto *dialog =
        new QFileDialog(this, tr("Keep as PDF"), QStringLiteral("labels.pdf"), QStringLiteral("PDF (*.pdf)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("pdf"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        if (writePdf(path))
            close();
        else
            m_wrong->setText(tr("%1 cannot be written.").arg(path));
    });
    dialog->open();
}

void LabelsDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void LabelsDialog::retranslate()
{
    setWindowTitle(tr("Print labels"));
    m_heading->setText(tr("Print labels"));
    m_table->setAccessibleName(tr("Products with labels"));
    m_preview->setAccessibleName(tr("Preview of the page"));
    m_countField->setTexts(tr("Labels of this product"));
    m_firstField->setTexts(tr("First free label"), tr("On a sheet that was begun"));
    m_paperField->setTexts(tr("Paper"));
    m_paper->setChoices({{QStringLiteral("a4-65"), tr("A4, 65 labels of 38 × 21 mm")},
                         {QStringLiteral("a4-21"), tr("A4, 21 labels of 64 × 38 mm")},
                         {QStringLiteral("roll-58"), tr("Roll, 58 × 32 mm")},
                         {QStringLiteral("roll-38"), tr("Roll, 38 × 25 mm")}});
    m_name->setText(tr("Name"));
    m_price->setText(tr("Price"));
    m_same->setLabel(tr("As many of all"));
    m_before->setLabel(tr("Back"));
    m_after->setLabel(tr("Next"));
    m_print->setLabel(tr("Print"));
    m_pdf->setLabel(tr("Keep as PDF"));
    m_close->setLabel(tr("Close"));
    m_model.retranslate();
    showSheet();
}

} // namespace pos::ui
