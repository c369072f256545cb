// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/PaymentForm.h"

#include "core/contract/JsonReader.h"
#include "ui/panels/AmountWords.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/Layouts.h"
#include "ui/widgets/MoneyField.h"
#include "ui/widgets/SumsView.h"

#include <QHBoxLayout>

#include <algorithm>

namespace pos::ui {

using domain::PaymentMethod;

PaymentForm::PaymentForm(const QString &name, QWidget *parent)
    : Page(parent), m_cash(new MoneyField), m_transfer(new MoneyField), m_cashField(new Field(m_cash)),
      m_transferField(new Field(m_transfer)), m_exact(new Button(Button::Kind::Link)),
      m_allTransfer(new Button(Button::Kind::Link)), m_outcome(new SumsView)
{
    auto *column = boxOn<QVBoxLayout>(this, 0, tok::s2);
    auto *fields = boxOn<QHBoxLayout>(nullptr, 0, tok::s3);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    fields->addWidget(m_cashField, 1);
    fields->addWidget(m_transferField, 1);
    column->addLayout(fields);
    auto *links = boxOn<QHBoxLayout>(nullptr);
    m_exact->setFlush();
    links->addWidget(m_exact);
    links->addStretch();
    links->addWidget(m_allTransfer);
    column->addLayout(links);
    column->addWidget(m_outcome);

    m_cash->setObjectName(name + QStringLiteral(".cash"));
    m_transfer->setObjectName(name + QStringLiteral(".transfer"));
    m_exact->setObjectName(name + QStringLiteral(".exact"));
    m_allTransfer->setObjectName(name + QStringLiteral(".allTransfer"));
    m_outcome->setObjectName(name + QStringLiteral(".outcome"));
    for (MoneyField *field : {m_cash, m_transfer}) {
        connect(field, &QLineEdit::textChanged, this, &PaymentForm::edited);
        connect(field, &QLineEdit::returnPressed, this, [this] {
            if (pays())
                Q_EMIT submitted();
        });
    }
    connect(m_exact, &QPushButton::clicked, this, [this] { fill(m_cash, m_transfer); });
    connect(m_allTransfer, &QPushButton::clicked, this, [this] { fill(m_transfer, m_cash); });
    retranslate();
}

void PaymentForm::setFormat(const MoneyFormat &format)
{
    m_format = format;
    m_cash->setFormat(format);
    m_transfer->setFormat(format);
    edited();
}

void PaymentForm::setRounding(const domain::CashRounding &rounding)
{
    m_rounding = rounding;
    edited();
}

void PaymentForm::setDue(Money due, bool isKnown)
{
    if (due == m_due && isKnown == m_isKnown)
        return;
    m_due = due;
    m_isKnown = isKnown;
    edited();
}

void PaymentForm::clear()
{
    m_cash->clear();
    m_transfer->clear();
    edited();
}

void PaymentForm::takeFocus()
{
    m_cash->setFocus(Qt::ShortcutFocusReason);
    m_cash->selectAll();
}

// The rest, after what the other field pays.
void PaymentForm::fill(MoneyField *field, MoneyField *other)
{
    const Money paid = amountIn(other).value_or(Money());
    const Money rest = std::max(m_due - (field == m_cash ? paid : std::min(paid, m_due)), Money());
    field->setMoney(field == m_cash ? m_rounding.round(rest) : rest);
    field->setFocus(Qt::OtherFocusReason);
}

std::optional<Money> PaymentForm::amountIn(const MoneyField *field) const
{
    if (field->text().trimmed().isEmpty())
        return Money();
    const Result<Money> amount = field->money();
    return amount && !amount->isNegative() ? std::optional(*amount) : std::nullopt;
}

bool PaymentForm::isEmpty() const
{
    return m_cash->text().trimmed().isEmpty() && m_transfer->text().trimmed().isEmpty();
}

std::vector<domain::Tender> PaymentForm::tenders() const
{
    const Money transfer = amountIn(m_transfer).value_or(Money());
    const Money cash = amountIn(m_cash).value_or(Money());
    std::vector<domain::Tender> tenders;
    if (!transfer.isZero())
        tenders.push_back({PaymentMethod::Transfer, transfer});
    if (!cash.isZero()) // what is handed over beyond the due comes back as change
        tenders.push_back({PaymentMethod::Cash, std::min(cash, std::max(m_due - transfer, Money())), cash});
    return tenders;
}

bool PaymentForm::pays() const
{
    if (!m_isKnown || !amountIn(m_cash) || !amountIn(m_transfer))
        return false;
    const auto settlement = domain::settle(m_due, tenders(), m_rounding);
    return settlement && settlement->settled;
}

QJsonArray PaymentForm::payments() const
{
    QJsonArray list;
    for (const domain::Tender &tender : tenders()) {
        QJsonObject payment{{QStringLiteral("method"), QString::fromLatin1(domain::toWord(tender.method))},
                            {QStringLiteral("amount"), contract::toJson(tender.amount)}};
        if (tender.tendered)
            payment.insert(QStringLiteral("tendered"), contract::toJson(*tender.tendered));
        list.append(payment);
    }
    return list;
}

void PaymentForm::edited()
{
    for (const auto &[input, field] : {std::pair{m_cash, m_cashField}, std::pair{m_transfer, m_transferField}}) {
        const Result<Money> amount = input->money();
        const bool bad = !input->text().trimmed().isEmpty() && (!amount || amount->isNegative());
        field->setError(!bad     ? QString()
                        : amount ? tr("More than nothing.")
                                 : AmountWords::sentence(amount.error(), m_format));
    }
    show(domain::settle(m_due, tenders(), m_rounding));
    Q_EMIT changed();
}

void PaymentForm::show(const Result<domain::Settlement> &settlement)
{
    QList<SumsView::Row> rows;
    if (!m_isKnown) {
        m_outcome->setRows(rows);
        return;
    }
    if (!settlement) {
        if (!m_cashField->hasError() && !m_transferField->hasError()) {
            const bool tooMuch = amountIn(m_transfer).value_or(Money()) > m_due;
            (tooMuch ? m_transferField : m_cashField)
                ->setError(tooMuch ? tr("More than is left to pay.") : tr("Nothing is left to pay in cash."));
        }
    } else if (!isEmpty() || !m_due.isZero()) {
        if (!settlement->rounding.isZero())
            rows.append({tr("Rounding of cash"), m_format.format(settlement->rounding)});
        if (settlement->settled)
            rows.append({tr("Change"), m_format.format(settlement->change), tok::Type::Heading, "success"});
        else
            rows.append({tr("Left to pay"), m_format.format(m_due - settlement->paid), tok::Type::Heading, "warning"});
    }
    m_outcome->setRows(rows);
}

void PaymentForm::showErrors(const QList<FieldError> &errors)
{
    const auto sent = tenders();
    for (const FieldError &error : errors) {
        for (size_t i = 0; i < sent.size(); ++i) {
            if (error.field.startsWith(QStringLiteral("payments[%1]").arg(i)))
                (sent[i].method == PaymentMethod::Cash ? m_cashField : m_transferField)->setError(error.message);
        }
    }
}

void PaymentForm::retranslate()
{
    m_cashField->setTexts(tr("Cash received"));
    m_transferField->setTexts(tr("Transfer"));
    m_exact->setLabel(tr("Exact cash"));
    m_allTransfer->setLabel(tr("Rest by transfer"));
    edited();
}

} // namespace pos::ui
