// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/imports/ImportColumns.h"

#include "ui/imports/CsvPreview.h"
#include "ui/imports/ImportWords.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/ComboBox.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/Frames.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"

#include <QGridLayout>
#include <QJsonArray>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace pos::ui {

namespace {

constexpr int kFormWidth = 400;
constexpr int kPreviewColumn = 150;
constexpr int kLeastLongest = 200;
constexpr int kAcross = 2;

QStringList texts(const QJsonValue &array)
{
    QStringList list;
    for (const QJsonValue &value : array.toArray())
        list.append(value.toString());
    return list;
}

// The one with names or descriptions: it gets the room that is left.
int longestColumn(const QList<QStringList> &rows, qsizetype columns)
{
    qsizetype longest = 0;
    int found = 0;
    for (const QStringList &row : rows) {
        for (int column = 0; column < std::min(row.size(), columns); ++column) {
            if (row[column].size() > longest) {
                longest = row[column].size();
                found = column;
            }
        }
    }
    return found;
}

} // namespace

ImportColumns::ImportColumns(QWidget *parent)
    : Page(parent), m_grid(new QGridLayout), m_formatTitle(new Label(tok::Type::Strong)),
      m_fieldsTitle(new Label(tok::Type::Strong)), m_previewTitle(new Label(tok::Type::Strong)),
      m_check(new Button(Button::Kind::Secondary, QStringLiteral("refresh-cw"))), m_table(new DataTable(tok::row))
{
    m_check->setObjectName(QStringLiteral("import.check"));
    m_grid->setContentsMargins(0, 0, tok::s3, 0);
    m_grid->setHorizontalSpacing(tok::s3);
    m_grid->setVerticalSpacing(tok::s3);
    for (const char *key : {"encoding", "separator", "decimal_mark", "time_format"})
        m_format.append(makeRow(QLatin1String(key), QStringLiteral("import.") + QLatin1String(key)));

    auto *form = new QWidget;
    form->setObjectName(QStringLiteral("plain"));
    auto *column = boxOn<QVBoxLayout>(form);
    column->addLayout(m_grid);
    column->addStretch();
    auto *scroll = new QScrollArea;
    scroll->setWidget(form);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *left = new QWidget;
    left->setFixedWidth(kFormWidth);
    auto *leftColumn = boxOn<QVBoxLayout>(left, 0, tok::s3);
    leftColumn->addWidget(scroll, 1);
    leftColumn->addWidget(m_check, 0, Qt::AlignLeft);

    auto *right = boxOn<QVBoxLayout>(nullptr, 0, tok::s2);
    right->addWidget(m_previewTitle);
    QFrame *card = makeCard();
    boxOn<QVBoxLayout>(card, 1)->addWidget(m_table);
    right->addWidget(card, 1);
    m_table->setObjectName(QStringLiteral("import.preview"));
    m_table->setModel(&m_preview);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    m_table->setSelectionMode(QAbstractItemView::NoSelection);

    auto *row = boxOn<QHBoxLayout>(this, 0, tok::s4);
    row->addWidget(left);
    row->addLayout(right, 1);
    connect(m_check, &QPushButton::clicked, this, [this] { Q_EMIT checkAsked(chosenOptions(), chosenMapping()); });
    retranslate();
}

ImportColumns::Row ImportColumns::makeRow(const QString &key, const QString &name)
{
    auto *box = new ComboBox;
    box->setObjectName(name);
    connect(box, &QComboBox::activated, this, &ImportColumns::edited);
    return {key, box, new Field(box)};
}

// Products and sales have fields of their own.
void ImportColumns::makeFields()
{
    while (QLayoutItem *item = m_grid->takeAt(0))
        delete item;
    for (const Row &row : std::as_const(m_fields))
        delete row.field;
    m_fields.clear();
    int line = 0;
    const auto place = [&](const QList<Row> &rows, Label *title) {
        m_grid->addWidget(title, line++, 0, 1, kAcross);
        for (qsizetype i = 0; i < rows.size(); ++i)
            m_grid->addWidget(rows[i].field, line + static_cast<int>(i) / kAcross, static_cast<int>(i) % kAcross);
        line += (static_cast<int>(rows.size()) + kAcross - 1) / kAcross;
    };
    const QString kind = m_import[u"kind"].toString();
    for (const ImportWords::FieldName &field : ImportWords::fields(kind)) {
        Row row = makeRow(field.key, QStringLiteral("import.field.") + field.key);
        if (field.required)
            row.field->setRequired();
        m_fields.append(row);
    }
    place(m_fields, m_fieldsTitle);
    place(m_format, m_formatTitle);
    m_format.last().field->setVisible(kind == QLatin1String("sales"));
}

void ImportColumns::showImport(const QJsonObject &import, const QByteArray &head)
{
    const bool otherKind = import[u"kind"] != m_import[u"kind"] || m_fields.isEmpty();
    const bool same = !otherKind && import[u"id"] == m_import[u"id"] && import[u"format"] == m_import[u"format"]
                      && import[u"mapping"] == m_import[u"mapping"] && import[u"columns"] == m_import[u"columns"]
                      && import[u"report"] == m_import[u"report"] && head == m_head;
    m_import = import;
    m_head = head;
    if (same)
        return; // progress alone: what a person is choosing stays
    if (otherKind)
        makeFields();
    retranslate();
}

void ImportColumns::fill()
{
    const QJsonObject format = m_import[u"format"].toObject();
    const QList<ImportWords::Choices> ways{ImportWords::encodings(), ImportWords::separators(),
                                           ImportWords::decimalMarks(), ImportWords::timeFormats()};
    const QStringList names{tr("Encoding"), tr("Separator"), tr("Decimal mark"), tr("Times are written")};
    for (qsizetype i = 0; i < m_format.size(); ++i) {
        m_format[i].field->setTexts(names[i]);
        m_format[i].box->setChoices(ways[i]);
        m_format[i].box->setCurrentIndex(m_format[i].box->findData(format[m_format[i].key].toString()));
    }
    QStringList columns = texts(m_import[u"columns"]);
    if (columns.isEmpty() && !m_head.isEmpty()) // the file could not be read as it was said: its own first line
        columns = CsvPreview::rows(m_head, chosenOptions()).value(0);
    const QJsonObject mapping = m_import[u"mapping"].toObject();
    QHash<QString, QString> problems;
    for (const QJsonValue &problem : m_import[u"report"][u"problems"].toArray())
        problems.insert(problem[u"field"].toString().remove(QStringLiteral("mapping.")),
                        ImportWords::error(problem.toObject()));
    const auto fields = ImportWords::fields(m_import[u"kind"].toString());
    for (qsizetype i = 0; i < m_fields.size(); ++i) {
        Row &row = m_fields[i];
        row.field->setTexts(fields[i].words);
        ImportWords::Choices choices{{QString(), fields[i].required ? tr("Choose…") : tr("Not in the file")}};
        for (const QString &column : columns)
            choices.append({column, column});
        row.box->setChoices(choices);
        row.box->setValue(mapping[row.key].toString());
        row.field->setError(problems.value(row.key));
    }
}

void ImportColumns::fillPreview()
{
    QList<QStringList> rows = CsvPreview::rows(m_head, chosenOptions());
    const QStringList columns = rows.isEmpty() ? texts(m_import[u"columns"]) : rows.takeFirst();
    m_preview.setRows(columns, rows);
    m_table->setColumns(longestColumn(rows, columns.size()), kLeastLongest,
                        QList<DataTable::Column>(columns.size(), {kPreviewColumn, 0}));
    QHash<QString, QString> taken;
    for (const Row &row : std::as_const(m_fields)) {
        if (!row.box->value().isEmpty())
            taken.insert(row.box->value(), ImportWords::field(row.key));
    }
    m_preview.setTaken(taken);
}

void ImportColumns::edited()
{
    for (const Row &row : std::as_const(m_fields))
        row.field->setError({});
    fillPreview();
    m_check->setBlocked(m_editable ? QString() : tr("This import has already run"));
}

void ImportColumns::setEditable(bool editable)
{
    m_editable = editable;
    for (const QList<Row> &rows : {m_format, m_fields}) {
        for (const Row &row : rows)
            row.box->setEnabled(editable);
    }
    m_check->setBlocked(editable ? QString() : tr("This import has already run"));
}

QJsonObject ImportColumns::chosenOptions() const
{
    QJsonObject options;
    for (const Row &row : m_format) {
        if (!row.field->isHidden() && !row.box->value().isEmpty())
            options[row.key] = row.box->value();
    }
    return options;
}

// All fields, also those the file has not: what was found by a heading and taken away stays away.
QJsonObject ImportColumns::chosenMapping() const
{
    QJsonObject mapping;
    for (const Row &row : m_fields)
        mapping[row.key] = row.box->value().isEmpty() ? QJsonValue() : QJsonValue(row.box->value());
    return mapping;
}

void ImportColumns::retranslate()
{
    m_formatTitle->setText(tr("How the file is written"));
    m_fieldsTitle->setText(tr("Which column holds what"));
    m_previewTitle->setText(m_head.isEmpty() ? tr("The columns of the file") : tr("The first lines of the file"));
    m_table->setAccessibleName(m_previewTitle->text());
    m_check->setLabel(tr("Check again"));
    fill();
    fillPreview();
    setEditable(m_editable);
}

} // namespace pos::ui
