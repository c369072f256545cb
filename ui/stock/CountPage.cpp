// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stock/CountPage.h"

#include "ui/api/ErrorWords.h"
#include "ui/models/JsonCells.h"
#include "ui/stock/ItemPicker.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/DataTable.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/Frames.h"
#include "ui/widgets/Layouts.h"
#include "ui/widgets/QuantityField.h"

#include <QJsonArray>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace pos::ui {

namespace {
constexpr int kSide = 304;
constexpr int kReasonLength = 500;
}// namespace

CountPage::CountPage(ApiClient &client, const Profile &profile, QWidget *parent)
    : EntryPage(client, profile, QStringLiteral("count"), parent),
      m_counts(profile.may(contract::Permission::ProductsWrite)), m_loader(client), m_choice(new CountChoice),
      m_desk(new QWidget), m_table(new DataTable(tok::rowThumb)), m_progress(new Label(tok::Type::Heading)),
      m_rowCard(nullptr), m_rowName(new ElidedLabel(tok::Type::Strong)),
      m_rowWords(new Label(tok::Type::Small, "muted")), m_counted(new QuantityField),
      m_countedField(new Field(m_counted)), m_again(new Button(Button::Kind::Secondary)),
      m_newer(new Button(Button::Kind::Secondary)), m_reason(new QLineEdit), m_reasonField(new Field(m_reason)),
      m_review(new Button(Button::Kind::Primary)), m_back(new Button(Button::Kind::Secondary)),
      m_enter(new Button(Button::Kind::Primary, QStringLiteral("check")))
{
    m_counts.setFormat(profile.money);
    m_counted->setFormat(profile.money);
    work()->addWidget(m_choice, 1);
    auto *row = boxOn<QHBoxLayout>(m_desk, 0, tok::s4);
    QFrame *card = makeCard();
    boxOn<QVBoxLayout>(card, 1)->addWidget(m_table);
    row->addWidget(card, 1);
    row->addWidget(makeSide());
    work()->addWidget(m_desk, 1);
    m_table->setModel(&m_counts);
    m_table->setObjectName(objectNameOf("table"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    setColumns();
    connectControls();
    setStep(Step::Choose);
    retranslate();
}

QWidget *CountPage::makeSide()
{
    auto *side = new QWidget;
    side->setFixedWidth(kSide);
    auto *column = boxOn<QVBoxLayout>(side, 0, tok::s3);
    m_rowCard = makeCard();
    auto *one = boxOn<QVBoxLayout>(m_rowCard, 0, tok::s2);
    one->setContentsMargins(tok::s4, tok::s3, tok::s4, tok::s3);
    m_rowWords->setWrapped();
    one->addWidget(m_rowName);
    one->addWidget(m_rowWords);
    one->addWidget(m_countedField);
    one->addWidget(m_again);
    one->addWidget(m_newer);
    column->addWidget(m_rowCard);

    QFrame *all = makeCard();
    auto *sum = boxOn<QVBoxLayout>(all, 0, tok::s3);
    sum->setContentsMargins(tok::s4, tok::s3, tok::s4, tok::s4);
    m_progress->setWrapped();
    m_reason->setMaxLength(kReasonLength);
    sum->addWidget(m_progress);
    sum->addWidget(m_reasonField);
    sum->addWidget(m_review);
    sum->addWidget(m_enter);
    sum->addWidget(m_back);
    column->addWidget(all);
    column->addStretch(1);
    m_progress->setObjectName(objectNameOf("progress"));
    m_counted->setObjectName(objectNameOf("counted"));
    m_again->setObjectName(objectNameOf("again.row"));
    m_newer->setObjectName(objectNameOf("newer"));
    m_reason->setObjectName(objectNameOf("reason"));
    m_review->setObjectName(objectNameOf("review"));
    m_back->setObjectName(objectNameOf("back"));
    m_enter->setObjectName(objectNameOf("enter"));
    m_review->setKeys(QKeySequence(Qt::CTRL | Qt::Key_Return)); // one of the two is shown
    m_enter->setKeys(QKeySequence(Qt::CTRL | Qt::Key_Return));
    return side;
}

void CountPage::connectControls()
{
    connect(m_choice, &CountChoice::chosen, this, &CountPage::begin);
    connect(m_table, &DataTable::rowChosen, this, &CountPage::showRow);
    connect(m_counted, &QLineEdit::textEdited, this, &CountPage::countEdited);
    connect(m_counted, &QLineEdit::returnPressed, this, &CountPage::next);
    connect(m_again, &QPushButton::clicked, this, &CountPage::countAgain);
    connect(m_newer, &QPushButton::clicked, this, [this] {
        m_counts.confirm(current());
        showRow();
    });
    connect(m_review, &QPushButton::clicked, this, &CountPage::review);
    connect(m_back, &QPushButton::clicked, this, [this] {
        setStep(Step::Counting);
        choose(qMax(0, m_counts.nextUncounted(-1)));
    });
    connect(m_enter, &QPushButton::clicked, this, &CountPage::enter);
    connect(&m_loader, &LevelLoader::failed, this, [this](const Error &error) {
        notify(Notice::Refused, ErrorWords::sentence(error), tr("Your counts are still here."));
        showWork();
    });
    connect(&m_loader, &LevelLoader::tooMany, this, [this] {
        notify(Notice::Refused, tr("More than %n products are too many for one count.", nullptr, LevelLoader::kMost),
               tr("Count them category by category."));
        showWork();
    });
    connect(&m_loader, &LevelLoader::loaded, this, [this](const QList<StockItem> &items) {
        if (m_step == Step::Choose) {
            m_counts.begin(items);
            setStep(Step::Counting);
            choose(0);
        } else {
            reviewLoaded(items);
        }
    });
}

void CountPage::setCategories(const Choices &categories)
{
    m_choice->setCategories(categories);
}

void CountPage::setStep(Step step)
{
    m_step = step;
    if (step != Step::Choose) {
        const QSignalBlocker quiet(m_table);
        m_counts.setStage(step == Step::Review ? CountModel::Stage::Review : CountModel::Stage::Counting);
        setColumns();
    }
    m_choice->setVisible(step == Step::Choose);
    m_desk->setVisible(step != Step::Choose);
    picker()->setVisible(step == Step::Counting);
    showWork();
}

void CountPage::setColumns()
{
    if (m_counts.stage() == CountModel::Stage::Counting)
        m_table->setColumns(CountModel::Product, 180, {{200, 0}, {120, 0}, {140, 1}});
    else
        m_table->setColumns(CountModel::Product, 150, {{200, 0}, {82, 0}, {78, 0}, {82, 0}, {112, 1}, {148, 2}});
}

void CountPage::takeFocus()
{
    if (m_step == Step::Choose && !isDone())
        m_choice->takeFocus();
    else if (m_step == Step::Review && !isDone())
        m_table->setFocus(Qt::OtherFocusReason);
    else
        EntryPage::takeFocus();
}

void CountPage::begin()
{
    clearNotice();
    m_loader.load(m_choice->category());
    showWork();
}

int CountPage::current() const
{
    const QModelIndex index = m_table->currentIndex();
    return index.isValid() && index.row() < m_counts.rowCount() ? index.row() : -1;
}

void CountPage::choose(int row)
{
    if (row < 0 || row >= m_counts.rowCount())
        return showRow();
    m_table->selectRow(row);
    m_table->scrollTo(m_counts.index(row, 0));
    showRow();
    if (m_step == Step::Counting && isVisible()) {
        m_counted->setFocus(Qt::OtherFocusReason);
        m_counted->selectAll();
    }
}

void CountPage::take(const StockItem &item)
{
    if (m_step != Step::Counting || poster().isOpen())
        return;
    choose(m_counts.countOne(item));
}

void CountPage::showRow()
{
    const int row = current();
    if (row >= 0) {
        const CountModel::Row &one = m_counts.at(row);
        m_filling = true;
        m_rowName->setLine(one.item.name);
        m_counted->setQuantity(one.counted);
        m_countedField->setError({});
        m_filling = false;
    }
    showWork();
}

void CountPage::countEdited()
{
    const int row = current();
    if (row < 0 || m_filling)
        return;
    const bool empty = m_counted->text().trimmed().isEmpty();
    const auto counted = m_counted->quantity();
    const bool fits = counted && !counted->isNegative();
    m_countedField->setError(empty || fits ? QString() : tr("A number from zero on, such as 12."));
    m_counts.setCounted(row, fits && !empty ? std::optional(*counted) : std::nullopt);
    showWork();
}

void CountPage::next()
{
    if (m_countedField->hasError())
        return;
    const int row = m_counts.nextUncounted(current());
    if (row >= 0)
        choose(row);
    else
        m_review->setFocus(Qt::TabFocusReason);
}

void CountPage::review()
{
    if (m_counts.countedRows() == 0 || m_loader.isBusy() || lookup().waiting() > 0 || m_countedField->hasError())
        return;
    clearNotice();
    begin();
}

void CountPage::reviewLoaded(const QList<StockItem> &items)
{
    for (const StockItem &item : items)
        m_counts.setOnHand(item.variant, item.onHand);
    setStep(Step::Review);
    choose(0);
    takeFocus();
}

void CountPage::countAgain()
{
    const QString variant = current() >= 0 ? m_counts.at(current()).item.variant : QString();
    if (variant.isEmpty())
        return;
    m_counts.setCounted(current(), std::nullopt);
    clearNotice();
    setStep(Step::Counting);
    choose(m_counts.rowOf(variant));
}

void CountPage::enter()
{
    if (m_counts.movedRows() > 0 || m_counts.countedRows() == 0 || poster().isOpen())
        return;
    QJsonObject body{{QStringLiteral("lines"), m_counts.toJson()}};
    if (const QString reason = m_reason->text().trimmed(); !reason.isEmpty())
        body[QStringLiteral("reason")] = reason;
    clearNotice();
    poster().post(QStringLiteral("/api/v1/stock/counts"), body);
}

void CountPage::refused(const Error &error)
{
    const QJsonArray moved = error.state[u"lines"].toArray();
    if (error.reason == QLatin1String("stock_moved") && !moved.isEmpty()) {
        for (const QJsonValue &line : moved)
            m_counts.setOnHand(line[u"variant_id"].toString(), quantityIn(line.toObject(), "on_hand"));
        setStep(Step::Review);
        choose(0);
        notify(Notice::Refused, tr("%n products moved while you counted.", nullptr, static_cast<int>(moved.size())),
               tr("Nothing was entered. Count them again, or keep your number if you counted after that."));
        return;
    }
    notify(Notice::Refused, ErrorWords::sentence(error), tr("Nothing was entered. Your counts are still here."));
}

void CountPage::summarize(const QJsonObject &document)
{
    const int changed = static_cast<int>(document[u"movements"].toArray().size());
    const QString counted = tr("%n products were counted.", nullptr, m_counts.countedRows());
    const QString corrected =
        changed == 0 ? tr("All of them were right.") : tr("%n of them were corrected.", nullptr, changed);
    done()->setContent(QStringLiteral("circle-check"), tr("The count is entered"), counted + u' ' + corrected);
}

void CountPage::discard()
{
    m_loader.cancel();
    m_counts.clear();
    m_reason->clear();
    setStep(Step::Choose);
    startOver();
}

void CountPage::showWork()
{
    const bool reviewing = m_step == Step::Review;
    const int row = current();
    const bool isStale = reviewing && row >= 0 && m_counts.at(row).hasMoved && !m_counts.at(row).isConfirmed;
    const int counted = m_counts.countedRows();
    const int moved = m_counts.movedRows();
    m_rowCard->setVisible(row >= 0 && (!reviewing || isStale));
    m_countedField->setVisible(!reviewing);
    m_again->setVisible(isStale);
    m_newer->setVisible(isStale);
    m_rowWords->setText(isStale    ? tr("It moved while it was counted, for example by a sale.")
                        : row >= 0 ? m_counts.at(row).item.sku
                                   : QString());
    m_rowCard->setEnabled(!poster().isOpen());
    m_reasonField->setVisible(reviewing);
    m_reasonField->setEnabled(!poster().isOpen());
    m_review->setVisible(!reviewing);
    m_enter->setVisible(reviewing);
    m_back->setVisible(reviewing);
    m_progress->setText(reviewing ? tr("%1 of %2 counted products differ").arg(m_counts.differences()).arg(counted)
                                  : tr("%1 of %2 counted").arg(counted).arg(m_counts.rowCount()));
    offerDiscard(m_step != Step::Choose);
    m_choice->setBusy(m_loader.isBusy());
    m_review->setBlocked(m_loader.isBusy()            ? tr("Being loaded")
                         : counted == 0               ? tr("Nothing is counted yet")
                         : lookup().waiting() > 0     ? tr("Some scanned codes are still looked up")
                         : m_countedField->hasError() ? tr("One number cannot be read")
                                                      : QString());
    m_back->setBlocked(poster().isOpen() ? tr("Being entered") : QString());
    m_enter->setBlocked(poster().isBusy()   ? tr("Being entered")
                        : poster().isOpen() ? tr("Try again above first")
                        : moved > 0         ? tr("Decide about what moved meanwhile first")
                                            : QString());
}

QString CountPage::unsavedWords() const
{
    return tr("%n counted products are not entered yet.", nullptr, m_counts.countedRows());
}

void CountPage::retranslate()
{
    EntryPage::retranslate();
    picker()->setWords(tr("Scan, or search by name, SKU or barcode"));
    m_table->setAccessibleName(tr("Products of the count"));
    m_countedField->setTexts(tr("Counted"), tr("Enter goes to the next one"));
    m_again->setLabel(tr("Count again"));
    m_newer->setLabel(tr("Mine is newer"));
    m_reasonField->setTexts(tr("Note"), tr("For example: monthly count"));
    m_review->setLabel(tr("Show the differences"));
    m_back->setLabel(tr("Back to counting"));
    m_enter->setLabel(tr("Enter the count"));
    again()->setLabel(tr("Count something else"));
    m_counts.retranslate();
    showWork();
}

} // namespace pos::ui
