// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/SoldPage.h"

#include "ui/models/JsonCells.h"
#include "ui/sale/OrderSums.h"
#include "ui/sale/ReceiptView.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Frames.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Layouts.h"

#include <QJsonArray>
#include <QVBoxLayout>

namespace pos::ui {

namespace {
constexpr int kSide = 340;
}

SoldPage::SoldPage(ApiClient &client, QWidget *parent)
    : Page(parent), m_title(new Label(tok::Type::Title)), m_number(new Label(tok::Type::Body, "muted")),
      m_changeWords(new Label(tok::Type::Small, "muted")), m_change(new Label(tok::Type::Figure)), m_sums(new SumsView),
      m_stock(new Banner(Tone::Warning)), m_receipt(new ReceiptView(client, QStringLiteral("sold"))),
      m_next(new Button(Button::Kind::Primary, QStringLiteral("plus"))), m_open(new Button(Button::Kind::Secondary))
{
    build();
    connect(m_next, &QPushButton::clicked, this, &SoldPage::nextAsked);
    connect(m_open, &QPushButton::clicked, this, [this] { Q_EMIT orderAsked(m_order[u"id"].toString()); });
    connect(m_receipt, &ReceiptView::said, this, &SoldPage::said);
    retranslate();
}

void SoldPage::build()
{
    auto *row = boxOn<QHBoxLayout>(this, 0, tok::s4);
    QFrame *side = makeCard();
    side->setFixedWidth(kSide);
    auto *column = boxOn<QVBoxLayout>(side, tok::s5, tok::s2);
    column->addWidget(m_title);
    column->addWidget(m_number);
    column->addSpacing(tok::s3);
    column->addWidget(m_changeWords);
    column->addWidget(m_change);
    column->addSpacing(tok::s3);
    column->addWidget(makeHairline());
    column->addSpacing(tok::s2);
    column->addWidget(m_sums);
    column->addWidget(m_stock);
    column->addStretch();
    column->addWidget(m_next);
    column->addWidget(m_open);
    row->addWidget(side);
    QFrame *paper = makeCard();
    boxOn<QVBoxLayout>(paper, 1)->addWidget(m_receipt);
    row->addWidget(paper, 1);
    m_number->setObjectName(QStringLiteral("sold.number"));
    m_change->setObjectName(QStringLiteral("sold.change"));
    m_stock->setObjectName(QStringLiteral("sold.stock"));
    m_next->setObjectName(QStringLiteral("sold.next"));
    m_next->setKeys(QKeySequence::New);
    m_next->setAutoDefault(true); // Enter goes on to the next customer
    m_open->setObjectName(QStringLiteral("sold.open"));
}

void SoldPage::setOrder(const QJsonObject &order)
{
    m_order = order;
    m_receipt->open(order[u"id"].toString(), order[u"number"].toString());
    m_receipt->load();
    fill();
}

void SoldPage::takeFocus()
{
    m_next->setFocus(Qt::OtherFocusReason);
}

void SoldPage::fill()
{
    const bool open = m_order[u"status"] == QLatin1String("awaiting_payment");
    m_title->setText(open ? tr("Ordered, not paid yet") : tr("Sold"));
    m_number->setText(m_order[u"number"].toString());
    const Money left = moneyIn(m_order, "total") - moneyIn(m_order, "paid");
    m_changeWords->setText(open ? tr("Left to pay") : tr("Change"));
    m_change->setText(m_format.format(open ? left : moneyIn(m_order, "change")));
    m_change->setTone(open ? "warning" : "");
    m_sums->setRows(OrderSums::of(m_order, m_format) + OrderSums::paymentsOf(m_order, m_format));

    QStringList names;
    const QJsonArray warnings = m_order[u"stock_warnings"].toArray();
    for (const QJsonValue &line : m_order[u"lines"].toArray()) {
        if (warnings.contains(line[u"variant_id"]))
            names.append(line[u"name"].toString());
    }
    names.removeDuplicates();
    m_stock->setVisible(!names.isEmpty());
    m_stock->setTexts(tr("Stock below zero: %1").arg(names.join(QStringLiteral(", "))), {});
}

void SoldPage::retranslate()
{
    m_next->setLabel(tr("New order"));
    m_open->setLabel(tr("Show in Orders"));
    if (!m_order.isEmpty())
        fill();
}

} // namespace pos::ui
