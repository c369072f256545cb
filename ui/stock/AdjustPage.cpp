// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stock/AdjustPage.h"

#include "ui/api/ErrorWords.h"
#include "ui/models/JsonCells.h"
#include "ui/panels/AmountWords.h"
#include "ui/stock/ItemPicker.h"
#include "ui/stock/MovementWords.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/ComboBox.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/FieldErrors.h"
#include "ui/widgets/Frames.h"
#include "ui/widgets/Layouts.h"
#include "ui/widgets/MoneyField.h"
#include "ui/widgets/QuantityField.h"

#include <QGridLayout>
#include <QJsonArray>
#include <QLineEdit>
#include <QVBoxLayout>

namespace pos::ui {

namespace {
constexpr int kForm = 560;
constexpr int kReasonLength = 500;
constexpr int kReasons = 4;

const QString kLess = QStringLiteral("less");
const QString kMore = QStringLiteral("more");
const QString kSet = QStringLiteral("set");
const QString kWaste = QStringLiteral("waste");
const QString kOpening = QStringLiteral("opening");
}// namespace

AdjustPage::AdjustPage(ApiClient &client, const Profile &profile, QWidget *parent)
    : EntryPage(client, profile, QStringLiteral("adjust"), parent), m_form(nullptr),
      m_name(new ElidedLabel(tok::Type::Heading)), m_onHand(new Label(tok::Type::Body, "muted")), m_kind(new ComboBox),
      m_quantity(new QuantityField), m_cost(new MoneyField), m_reason(new QLineEdit), m_kindField(new Field(m_kind)),
      m_quantityField(new Field(m_quantity)), m_costField(new Field(m_cost)), m_reasonField(new Field(m_reason)),
      m_result(new Label(tok::Type::Strong)), m_enter(new Button(Button::Kind::Primary, QStringLiteral("check")))
{
    m_quantity->setFormat(profile.money);
    m_cost->setFormat(profile.money);
    for (int i = 0; i < kReasons; ++i)
        m_reasons.append(new Button(Button::Kind::Link));
    m_form = makeForm();
    auto *place = boxOn<QHBoxLayout>(nullptr);
    place->addWidget(m_form, 0, Qt::AlignTop);
    place->addStretch();
    work()->addLayout(place, 1);
    work()->addStretch();
    connectControls();
    retranslate();
}

QWidget *AdjustPage::makeForm()
{
    QFrame *card = makeCard();
    card->setFixedWidth(kForm);
    auto *grid = new QGridLayout(card);
    grid->setContentsMargins(tok::s5, tok::s4, tok::s5, tok::s5);
    grid->setHorizontalSpacing(tok::s3);
    grid->setVerticalSpacing(tok::s3);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    m_reason->setMaxLength(kReasonLength);
    m_kindField->setRequired();
    m_quantityField->setRequired();
    m_reasonField->setRequired();
    m_result->setWrapped();
    grid->addWidget(m_name, 0, 0, 1, 2);
    grid->addWidget(m_onHand, 1, 0, 1, 2);
    grid->addWidget(m_kindField, 2, 0);
    grid->addWidget(m_quantityField, 2, 1);
    grid->addWidget(m_costField, 3, 0);
    grid->addWidget(m_reasonField, 4, 0, 1, 2);
    auto *reasons = boxOn<QHBoxLayout>(nullptr, 0, 0);
    for (Button *reason : std::as_const(m_reasons)) {
        reason->setFlush();
        reasons->addWidget(reason);
    }
    reasons->addStretch();
    grid->addLayout(reasons, 5, 0, 1, 2);
    grid->addWidget(m_result, 6, 0, 1, 2);
    grid->addWidget(m_enter, 7, 0, Qt::AlignLeft);
    m_name->setObjectName(objectNameOf("name"));
    m_onHand->setObjectName(objectNameOf("onHand"));
    m_kind->setObjectName(objectNameOf("kind"));
    m_quantity->setObjectName(objectNameOf("quantity"));
    m_cost->setObjectName(objectNameOf("cost"));
    m_reason->setObjectName(objectNameOf("reason"));
    m_result->setObjectName(objectNameOf("result"));
    m_enter->setObjectName(objectNameOf("enter"));
    m_enter->setKeys(QKeySequence(Qt::CTRL | Qt::Key_Return));
    return card;
}

void AdjustPage::connectControls()
{
    const auto typed = [this] {
        m_typed = true;
        check();
    };
    connect(m_kind, &QComboBox::activated, this, &AdjustPage::check);
    connect(m_quantity, &QLineEdit::textEdited, this, typed);
    connect(m_cost, &QLineEdit::textEdited, this, typed);
    connect(m_reason, &QLineEdit::textEdited, this, typed);
    connect(m_quantity, &QLineEdit::returnPressed, this, [this] { m_reason->setFocus(Qt::TabFocusReason); });
    connect(m_reason, &QLineEdit::returnPressed, this, &AdjustPage::enter);
    connect(m_enter, &QPushButton::clicked, this, &AdjustPage::enter);
    for (Button *reason : std::as_const(m_reasons))
        connect(reason, &QPushButton::clicked, this, [this, reason] {
            m_reason->setText(reason->text());
            check();
        });
}

void AdjustPage::take(const StockItem &item)
{
    if (poster().isOpen())
        return;
    const bool other = item.variant != m_item.variant;
    if (other || isDone())
        discard();
    m_item = item;
    m_quantity->setFocus(Qt::OtherFocusReason);
    m_quantity->selectAll();
    check();
}

QString AdjustPage::kind() const
{
    return m_kind->value();
}

std::optional<Quantity> AdjustPage::change() const
{
    const auto quantity = m_quantity->quantity();
    if (!quantity)
        return {};
    if (kind() == kSet)
        return *quantity - m_item.onHand;
    return kind() == kLess || kind() == kWaste ? -*quantity : *quantity;
}

void AdjustPage::check()
{
    const auto quantity = m_quantity->quantity();
    const bool typed = !m_quantity->text().trimmed().isEmpty();
    QString wrong;
    if (typed && (!quantity || quantity->isNegative() || (quantity->isZero() && kind() != kSet)))
        wrong = tr("A number above zero, such as 12.");
    else if (typed && change()->isZero())
        wrong = tr("That many are there already.");
    m_quantityField->setError(wrong);
    const auto cost = m_cost->money();
    const bool noCost = m_cost->text().trimmed().isEmpty();
    m_costField->setError(noCost || (cost && !cost->isNegative()) ? QString()
                          : cost                                  ? tr("This cannot be less than zero.")
                                 : AmountWords::sentence(cost.error(), profile().money));
    if (!m_reason->text().trimmed().isEmpty())
        m_reasonField->setError({});
    showWork();
}

bool AdjustPage::isUnsaved() const
{
    return m_typed && !m_item.isEmpty() && !isDone()
           && (!m_quantity->text().trimmed().isEmpty() || !m_reason->text().trimmed().isEmpty());
}

void AdjustPage::enter()
{
    if (m_item.isEmpty() || poster().isOpen() || m_quantityField->hasError() || m_costField->hasError())
        return;
    const auto by = change();
    if (!by || m_quantity->text().trimmed().isEmpty()) {
        m_quantityField->setError(tr("This is needed."));
        m_quantity->setFocus(Qt::OtherFocusReason);
        return;
    }
    const QString reason = m_reason->text().trimmed();
    if (reason.isEmpty()) {
        m_reasonField->setError(tr("Say why: it is read again when somebody asks about this number."));
        m_reason->setFocus(Qt::OtherFocusReason);
        return;
    }
    QJsonObject line{{QStringLiteral("variant_id"), m_item.variant},
                     {QStringLiteral("quantity"), contract::toJson(*by)}};
    if (const auto cost = m_cost->money(); cost && *by > Quantity())
        line[QStringLiteral("unit_cost")] = contract::toJson(*cost);
    const QString word = kind() == kWaste || kind() == kOpening ? kind() : QStringLiteral("adjustment");
    clearNotice();
    poster().post(QStringLiteral("/api/v1/stock/adjustments"), {{QStringLiteral("lines"), QJsonArray{line}},
                                                                {QStringLiteral("reason"), reason},
                                                                {QStringLiteral("kind"), word}});
}

void AdjustPage::refused(const Error &error)
{
    placeErrors(error, [this](const QString &name) {
        return name.endsWith(QLatin1String("quantity"))    ? m_quantityField
               : name.endsWith(QLatin1String("unit_cost")) ? m_costField
               : name == QLatin1String("reason")           ? m_reasonField
                                                           : nullptr;
    });
    notify(Notice::Refused, ErrorWords::sentence(error), tr("Nothing was entered."));
}

void AdjustPage::summarize(const QJsonObject &document)
{
    const QJsonObject movement = document[u"movements"][0].toObject();
    const auto number = [&](const char *name) { return profile().money.format(quantityIn(movement, name)); };
    done()->setContent(QStringLiteral("circle-check"), tr("The stock is put right"),
                       tr("%1: %2, so %3 %4 are on hand now.")
                           .arg(m_item.name,
                                MovementWords::signedQuantity(quantityIn(movement, "quantity"), profile().money),
                                number("on_hand_after"), m_item.unit));
}

void AdjustPage::discard()
{
    m_item = {};
    m_typed = false;
    m_quantity->clear();
    m_cost->clear();
    m_reason->clear();
    for (Field *field : {m_quantityField, m_costField, m_reasonField})
        field->setError({});
    startOver();
    showWork();
}

void AdjustPage::showWork()
{
    const bool open = poster().isOpen();
    const auto by = change();
    const MoneyFormat &format = profile().money;
    offerDiscard(!m_item.isEmpty());
    m_form->setVisible(!m_item.isEmpty());
    m_form->setEnabled(!open || !poster().isBusy());
    picker()->setEnabled(!open);
    m_name->setLine(m_item.name);
    m_onHand->setText(tr("%1 · %2 %3 on hand").arg(m_item.sku, format.format(m_item.onHand), m_item.unit));
    m_costField->setVisible((kind() == kOpening || kind() == kMore)
                            && profile().may(contract::Permission::ProductsWrite));
    const bool shown = by && !m_quantityField->hasError() && !m_quantity->text().trimmed().isEmpty();
    m_result->setVisible(shown);
    if (shown)
        m_result->setText(
            tr("%1 → %2 %3").arg(format.format(m_item.onHand), format.format(m_item.onHand + *by), m_item.unit));
    m_enter->setBlocked(poster().isBusy() ? tr("Being entered") : open ? tr("Try again above first") : QString());
}

QString AdjustPage::unsavedWords() const
{
    return tr("The correction of %1 is not entered yet.").arg(m_item.name);
}

void AdjustPage::retranslate()
{
    EntryPage::retranslate();
    picker()->setWords(tr("Scan, or search by name, SKU or barcode"));
    m_kind->setChoices({{kLess, tr("Take away")},
                        {kMore, tr("Add")},
                        {kSet, tr("Set to what is there")},
                        {kWaste, tr("Spoilt or broken")},
                        {kOpening, tr("Opening stock")}});
    m_kindField->setTexts(tr("What to do"));
    m_quantityField->setTexts(tr("How many"));
    m_costField->setTexts(tr("Cost of one"), tr("Empty: at the average cost"));
    m_reasonField->setTexts(tr("Reason"));
    const QStringList reasons{tr("Broken"), tr("Expired"), tr("Used in the shop"), tr("Found again")};
    for (int i = 0; i < kReasons; ++i)
        m_reasons[i]->setLabel(reasons[i]);
    m_enter->setLabel(tr("Put it right"));
    again()->setLabel(tr("Put something else right"));
    check();
}

} // namespace pos::ui
