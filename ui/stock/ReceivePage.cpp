// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stock/ReceivePage.h"

#include "ui/api/ErrorWords.h"
#include "ui/panels/AmountWords.h"
#include "ui/stock/ItemPicker.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/ComboBox.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/Frames.h"
#include "ui/widgets/Layouts.h"
#include "ui/widgets/MoneyField.h"
#include "ui/widgets/QuantityField.h"

#include <QGridLayout>
#include <QJsonArray>
#include <QLineEdit>
#include <QRegularExpression>
#include <QScrollArea>
#include <QVBoxLayout>

namespace pos::ui {

namespace {
constexpr int kSide = 304;
constexpr int kReferenceLength = 200;
}// namespace

ReceivePage::ReceivePage(ApiClient &client, const Profile &profile, QWidget *parent)
    : EntryPage(client, profile, QStringLiteral("receive"), parent), m_table(new DataTable(tok::rowThumb)),
      m_lineName(new ElidedLabel(tok::Type::Strong)), m_quantity(new QuantityField), m_unit(new ComboBox),
      m_cost(new MoneyField), m_quantityField(new Field(m_quantity)), m_unitField(new Field(m_unit)),
      m_costField(new Field(m_cost)), m_remove(new Button(Button::Kind::Danger, QStringLiteral("x"))),
      m_reference(new QLineEdit), m_referenceField(new Field(m_reference)),
      m_totalName(new Label(tok::Type::Body, "muted")), m_total(new Label(tok::Type::Heading)),
      m_enter(new Button(Button::Kind::Primary, QStringLiteral("check"))),
      m_labels(new Button(Button::Kind::Secondary, QStringLiteral("tags")))
{
    m_lines.setFormat(profile.money);
    m_quantity->setFormat(profile.money);
    m_cost->setFormat(profile.money);
    m_table->setModel(&m_lines);
    m_table->setObjectName(objectNameOf("table"));
    m_table->setColumns(ReceiptLinesModel::Product, 180, {{200, 0}, {110, 0}, {110, 1}, {120, 0}});
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);

    auto *row = boxOn<QHBoxLayout>(nullptr, 0, tok::s4);
    QFrame *card = makeCard();
    boxOn<QVBoxLayout>(card, 1)->addWidget(m_table);
    row->addWidget(card, 1);
    auto *side = new QWidget;
    side->setObjectName(QStringLiteral("plain"));
    auto *column = boxOn<QVBoxLayout>(side, 0, tok::s3);
    column->addWidget(m_lineCard = makeLineCard());
    column->addWidget(makeDeliveryCard());
    column->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setWidget(side);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setFixedWidth(kSide);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    row->addWidget(scroll);
    work()->addLayout(row, 1);
    done()->addAction(m_labels);
    m_labels->setObjectName(objectNameOf("labels"));

    connect(m_table, &DataTable::rowChosen, this, &ReceivePage::showLine);
    connect(m_quantity, &QLineEdit::textEdited, this, &ReceivePage::lineEdited);
    connect(m_cost, &QLineEdit::textEdited, this, &ReceivePage::lineEdited);
    connect(m_unit, &QComboBox::activated, this, &ReceivePage::lineEdited);
    connect(m_quantity, &QLineEdit::returnPressed, this, [this] { picker()->takeFocus(); });
    connect(m_cost, &QLineEdit::returnPressed, this, [this] { picker()->takeFocus(); });
    connect(m_remove, &QPushButton::clicked, this, &ReceivePage::removeLine);
    connect(m_enter, &QPushButton::clicked, this, &ReceivePage::enter);
    connect(m_labels, &QPushButton::clicked, this, [this] {
        QList<QPair<StockItem, int>> labels;
        for (const ReceiptLinesModel::Line &line : m_lines.lines())
            labels.append({line.item, static_cast<int>(line.quantity.thousandths() / Quantity::kScale)});
        Q_EMIT labelsAsked(labels);
    });
    retranslate();
}

QWidget *ReceivePage::makeLineCard()
{
    QFrame *card = makeCard();
    auto *grid = new QGridLayout(card);
    grid->setContentsMargins(tok::s4, tok::s3, tok::s4, tok::s3);
    grid->setHorizontalSpacing(tok::s3);
    grid->setVerticalSpacing(tok::s2);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    m_lineName->setObjectName(objectNameOf("lineName"));
    m_quantity->setObjectName(objectNameOf("quantity"));
    m_unit->setObjectName(objectNameOf("unit"));
    m_cost->setObjectName(objectNameOf("cost"));
    m_remove->setObjectName(objectNameOf("remove"));
    grid->addWidget(m_lineName, 0, 0, 1, 2);
    grid->addWidget(m_quantityField, 1, 0);
    grid->addWidget(m_unitField, 1, 1);
    grid->addWidget(m_costField, 2, 0, 1, 2);
    grid->addWidget(m_remove, 3, 0, 1, 2, Qt::AlignLeft);
    return card;
}

QWidget *ReceivePage::makeDeliveryCard()
{
    QFrame *card = makeCard();
    auto *column = boxOn<QVBoxLayout>(card, 0, tok::s3);
    column->setContentsMargins(tok::s4, tok::s3, tok::s4, tok::s4);
    m_reference->setMaxLength(kReferenceLength);
    m_reference->setObjectName(objectNameOf("reference"));
    m_total->setObjectName(objectNameOf("total"));
    m_enter->setObjectName(objectNameOf("enter"));
    m_enter->setKeys(QKeySequence(Qt::CTRL | Qt::Key_Return));
    column->addWidget(m_referenceField);
    auto *sum = boxOn<QHBoxLayout>(nullptr, 0, tok::s2);
    sum->addWidget(m_totalName);
    sum->addStretch();
    sum->addWidget(m_total);
    column->addLayout(sum);
    column->addWidget(m_enter);
    return card;
}

int ReceivePage::current() const
{
    const QModelIndex index = m_table->currentIndex();
    return index.isValid() && index.row() < m_lines.rowCount() ? index.row() : -1;
}

void ReceivePage::take(const StockItem &item)
{
    if (poster().isOpen())
        return;
    if (isDone())
        discard();
    const int row = m_lines.add(item);
    m_table->selectRow(row);
    m_table->scrollTo(m_lines.index(row, 0));
    showLine();
    // A number typed now is this line's quantity; the next scan finds its own line.
    m_quantity->setFocus(Qt::OtherFocusReason);
    m_quantity->selectAll();
}

void ReceivePage::showLine()
{
    const int row = current();
    if (row >= 0) {
        ReceiptLinesModel::Line line = m_lines.line(row);
        m_filling = true;
        m_lineName->setLine(line.item.name);
        QList<QPair<QString, QString>> units;
        for (const QString &unit : line.item.units)
            units.append({unit, unit});
        m_unit->setChoices(units);
        m_unit->setValue(line.unit);
        m_quantity->setQuantity(line.quantity);
        m_cost->setMoney(line.cost);
        if (!line.isReadable) { // what could not be read was left: the last good values hold
            line.isReadable = true;
            m_lines.replace(row, line);
        }
        m_quantityField->setError({});
        m_costField->setError({});
        m_filling = false;
    }
    showWork();
}

void ReceivePage::lineEdited()
{
    const int row = current();
    if (row < 0 || m_filling)
        return;
    ReceiptLinesModel::Line line = m_lines.line(row);
    const auto quantity = m_quantity->quantity();
    const auto cost = m_cost->money();
    const bool noCost = m_cost->text().trimmed().isEmpty();
    const bool positive = quantity && *quantity > Quantity();
    const bool costFits = noCost || (cost && !cost->isNegative());
    m_quantityField->setError(positive ? QString() : tr("A number above zero, such as 12."));
    m_costField->setError(costFits ? QString()
                          : cost   ? tr("This cannot be less than zero.")
                                   : AmountWords::sentence(cost.error(), profile().money));
    line.isReadable = positive && costFits;
    if (positive)
        line.quantity = *quantity;
    line.unit = m_unit->value();
    line.cost = noCost || !cost ? std::nullopt : std::optional(*cost);
    line.error.clear();
    m_lines.replace(row, line);
    showWork();
}

void ReceivePage::removeLine()
{
    const int row = current();
    if (row < 0)
        return;
    m_lines.remove(row);
    if (m_lines.rowCount() > 0)
        m_table->selectRow(qMin(row, m_lines.rowCount() - 1));
    showLine();
    picker()->takeFocus();
}

void ReceivePage::enter()
{
    if (!m_lines.isReady() || poster().isOpen() || lookup().waiting() > 0)
        return;
    QJsonObject body{{QStringLiteral("lines"), m_lines.toJson()}};
    if (const QString reference = m_reference->text().trimmed(); !reference.isEmpty())
        body[QStringLiteral("reference")] = reference;
    clearNotice();
    poster().post(QStringLiteral("/api/v1/stock/receipts"), body);
}

void ReceivePage::refused(const Error &error)
{
    static const QRegularExpression place(QStringLiteral("^lines\\[(\\d+)\\]"));
    int first = -1;
    for (const FieldError &wrong : error.fields) {
        const auto match = place.match(wrong.field);
        const int row = match.hasMatch() ? match.captured(1).toInt() : -1;
        if (row < 0 || row >= m_lines.rowCount())
            continue;
        ReceiptLinesModel::Line line = m_lines.line(row);
        line.error = wrong.message;
        m_lines.replace(row, line);
        first = first < 0 ? row : qMin(first, row);
    }
    notify(Notice::Refused, ErrorWords::sentence(error), tr("Nothing was entered. The lines are still here."));
    if (first >= 0)
        m_table->selectRow(first);
}

void ReceivePage::summarize(const QJsonObject &)
{
    Quantity pieces;
    for (const ReceiptLinesModel::Line &line : m_lines.lines())
        pieces += line.quantity;
    const QString reference = m_reference->text().trimmed();
    const QString what = tr("%n products", nullptr, m_lines.rowCount());
    const QString sum = profile().money.format(m_lines.total().value_or(Money()));
    done()->setContent(
        QStringLiteral("circle-check"), tr("The goods are in stock"),
        reference.isEmpty()
            ? tr("%1, %2 in all, for %3.").arg(what, profile().money.format(pieces), sum)
            : tr("%1, %2 in all, for %3. Reference: %4.").arg(what, profile().money.format(pieces), sum, reference));
}

void ReceivePage::discard()
{
    m_lines.clear();
    m_reference->clear();
    startOver();
    showLine();
}

void ReceivePage::showWork()
{
    const bool open = poster().isOpen();
    m_lineCard->setVisible(current() >= 0);
    m_lineCard->setEnabled(!open);
    picker()->setEnabled(!open);
    m_referenceField->setEnabled(!open);
    offerDiscard(m_lines.rowCount() > 0);
    const auto total = m_lines.total();
    m_total->setText(total ? profile().money.format(*total) : tr("Too large"));
    m_enter->setBlocked(poster().isBusy()              ? tr("Being entered")
                        : open                         ? tr("Try again above first")
                        : m_lines.rowCount() == 0      ? tr("Scan or search what came in")
                        : lookup().waiting() > 0       ? tr("Some scanned codes are still looked up")
                        : !m_lines.isReady() || !total ? tr("One of the lines has no valid quantity or cost")
                                                       : QString());
}

QString ReceivePage::unsavedWords() const
{
    return tr("%n lines of this delivery are not entered yet.", nullptr, m_lines.rowCount());
}

void ReceivePage::retranslate()
{
    EntryPage::retranslate();
    picker()->setWords(tr("Scan, or search by name, SKU or barcode"));
    m_table->setAccessibleName(tr("Lines of the delivery"));
    m_quantityField->setTexts(tr("Quantity"));
    m_unitField->setTexts(tr("Unit"));
    m_costField->setTexts(tr("Cost of one"), tr("Empty: at the average cost"));
    m_referenceField->setTexts(tr("Supplier's reference"), tr("For example the number of the invoice"));
    m_remove->setLabel(tr("Remove this line"));
    m_totalName->setText(tr("Total"));
    m_enter->setLabel(tr("Take into stock"));
    m_labels->setLabel(tr("Print labels"));
    again()->setLabel(tr("Receive more"));
    m_lines.retranslate();
    showWork();
}

} // namespace pos::ui
