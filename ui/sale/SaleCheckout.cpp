// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/SaleCheckout.h"

#include "ui/sale/OrderSums.h"
#include "ui/sale/PaymentForm.h"
#include "ui/sale/SaleDraft.h"
#include "ui/widgets/BusyBar.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/Frames.h"
#include "ui/widgets/Layouts.h"

#include <QLineEdit>
#include <QScrollArea>
#include <QVBoxLayout>

namespace pos::ui {

namespace {
constexpr int kWidth = 304;
constexpr int kLongest = 500;
}// namespace

SaleCheckout::SaleCheckout(SaleDraft &draft, QWidget *parent)
    : Page(parent), m_draft(draft), m_busy(new BusyBar), m_sums(new SumsView),
      m_payment(new PaymentForm(QStringLiteral("sale"))), m_note(new QLineEdit), m_reason(new QLineEdit),
      m_noteField(new Field(m_note)), m_reasonField(new Field(m_reason)), m_complete(new Button(Button::Kind::Primary)),
      m_later(new Button(Button::Kind::Secondary))
{
    build();
    connect(m_payment, &PaymentForm::changed, this, [this] { showState(m_why); });
    connect(m_payment, &PaymentForm::submitted, this, &SaleCheckout::complete);
    connect(m_note, &QLineEdit::textChanged, &draft, &SaleDraft::setNote);
    connect(m_reason, &QLineEdit::textChanged, this, [this] { m_reasonField->setError({}); });
    connect(m_complete, &QPushButton::clicked, this, &SaleCheckout::complete);
    connect(m_later, &QPushButton::clicked, this, &SaleCheckout::payLater);
    retranslate();
}

void SaleCheckout::build()
{
    setFixedWidth(kWidth);
    QFrame *card = makeCard();
    boxOn<QVBoxLayout>(this)->addWidget(card);
    auto *outer = boxOn<QVBoxLayout>(card, 1);
    outer->addWidget(m_busy);
    auto *inside = new QWidget;
    inside->setObjectName(QStringLiteral("plain"));
    auto *column = boxOn<QVBoxLayout>(inside, tok::s4, tok::s3);
    column->setContentsMargins(tok::s4, tok::s3, tok::s4, tok::s3);
    column->addWidget(m_sums);
    column->addWidget(makeHairline());
    column->addWidget(m_payment);
    for (Field *field : {m_reasonField, m_noteField}) {
        field->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
        column->addWidget(field);
    }
    column->addStretch();
    auto *scroll = new QScrollArea;
    scroll->setWidget(inside);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    outer->addWidget(scroll, 1);
    outer->addWidget(makeHairline());
    auto *buttons = boxOn<QVBoxLayout>(nullptr, tok::s4, tok::s2);
    buttons->addWidget(m_complete);
    buttons->addWidget(m_later);
    outer->addLayout(buttons);

    m_note->setMaxLength(kLongest);
    m_reason->setMaxLength(kLongest);
    m_sums->setObjectName(QStringLiteral("sale.sums"));
    m_busy->setObjectName(QStringLiteral("sale.busy"));
    m_note->setObjectName(QStringLiteral("sale.note"));
    m_reason->setObjectName(QStringLiteral("sale.reason"));
    m_complete->setObjectName(QStringLiteral("sale.complete"));
    m_later->setObjectName(QStringLiteral("sale.later"));
    m_complete->setKeys(QKeySequence(Qt::CTRL | Qt::Key_Return));
}

void SaleCheckout::setFormat(const MoneyFormat &format)
{
    m_format = format;
    m_payment->setFormat(format);
}

void SaleCheckout::setRounding(const domain::CashRounding &rounding)
{
    m_payment->setRounding(rounding);
}

void SaleCheckout::takeFocus()
{
    m_payment->takeFocus();
}

void SaleCheckout::clear()
{
    m_payment->clear();
    m_note->clear();
    m_reason->clear();
    m_reasonField->setError({});
}

void SaleCheckout::setNote(const QString &note)
{
    m_note->setText(note);
}

void SaleCheckout::showState(const QString &whyNotNow)
{
    m_why = whyNotNow;
    const bool free = whyNotNow.isEmpty();
    m_busy->setBusy(m_draft.isSelling() || m_draft.isPricing());
    m_payment->setEnabled(free);
    m_note->setReadOnly(!free);
    m_reason->setReadOnly(!free);
    m_reasonField->setVisible(m_draft.lines().hasDiscount());
    m_sums->setRows(OrderSums::of(m_draft.priced(), m_format));
    m_payment->setDue(m_draft.total(), m_draft.lines().isEmpty() || m_draft.isPriced());
    const QString waits = !free                       ? whyNotNow
                          : m_draft.lines().isEmpty() ? tr("There is nothing to sell yet")
                          : !m_draft.isPriced()       ? tr("The prices are on their way")
                                                      : QString();
    m_complete->setBlocked(waits.isEmpty() && !m_payment->pays() ? tr("The payment does not cover the order yet")
                                                                 : waits);
    m_later->setBlocked(waits);
}

void SaleCheckout::showErrors(const QList<FieldError> &errors)
{
    m_payment->showErrors(errors);
    for (const FieldError &error : errors) {
        if (error.field == QLatin1String("discount_reason")) {
            m_reasonField->setError(error.message);
            m_reason->setFocus(Qt::OtherFocusReason);
        }
    }
}

void SaleCheckout::complete()
{
    if (!m_complete->isEnabled())
        return;
    m_draft.setDiscountReason(m_reason->text());
    m_draft.sell(m_payment->payments());
}

void SaleCheckout::payLater()
{
    m_draft.setDiscountReason(m_reason->text());
    m_draft.sell({});
}

void SaleCheckout::retranslate()
{
    m_noteField->setTexts(tr("Note"));
    m_reasonField->setTexts(tr("Reason for the discount"));
    m_complete->setLabel(tr("Complete the sale"));
    m_later->setLabel(tr("Order now, pay later"));
    showState(m_why);
}

} // namespace pos::ui
