// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/RefundDialog.h"

#include "ui/sale/OrderSums.h"
#include "ui/sale/RefundLines.h"
#include "ui/widgets/ComboBox.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/Layouts.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace pos::ui {

namespace {
constexpr int kWidth = 560;
constexpr int kMostHeight = 320;
}// namespace

RefundDialog::RefundDialog(ApiClient &client, const Profile &profile, const QJsonObject &order, QWidget *over)
    : OrderActionDialog(QStringLiteral("refund"), tr("Refund of %1").arg(order[u"number"].toString()), client, order,
                        QStringLiteral("order.refund"), over),
      m_lines(new RefundLines(order, profile.money)), m_all(new Button(Button::Kind::Link)), m_method(new ComboBox),
      m_reason(new QLineEdit), m_methodField(new Field(m_method)), m_reasonField(new Field(m_reason))
{
    setMinimumWidth(kWidth);
    setMayAlone(profile.may(contract::Permission::OrdersRefund));
    build();
    const QJsonArray payments = order[u"payments"].toArray();
    m_method->setValue(payments.isEmpty() ? QStringLiteral("cash") : payments.first()[u"method"].toString());
    if (m_method->currentIndex() < 0)
        m_method->setCurrentIndex(0);
    connect(m_all, &QPushButton::clicked, m_lines, &RefundLines::fillAll);
    connect(m_lines, &RefundLines::changed, this, &RefundDialog::showState);
    connect(m_reason, &QLineEdit::textChanged, this, [this] { m_reasonField->setError({}); });
    showState();
    m_lines->takeFocus();
}

void RefundDialog::build()
{
    auto *inside = new QWidget;
    inside->setObjectName(QStringLiteral("plain"));
    auto *column = boxOn<QVBoxLayout>(inside);
    column->setContentsMargins(0, 0, tok::s3, 0);
    column->addWidget(m_lines);
    column->addStretch();
    auto *scroll = new QScrollArea;
    scroll->setWidget(inside);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setMinimumHeight(qMin(m_lines->sizeHint().height() + tok::s2, kMostHeight));
    body()->addWidget(scroll, 1);
    m_all->setFlush();
    m_all->setLabel(tr("All that is left"));
    m_all->setObjectName(QStringLiteral("refund.all"));
    body()->addWidget(m_all, 0, Qt::AlignLeft);

    auto *row = boxOn<QHBoxLayout>(nullptr, 0, tok::s3);
    row->addWidget(m_methodField, 1);
    row->addWidget(m_reasonField, 2);
    body()->addLayout(row);
    m_method->setObjectName(QStringLiteral("refund.method"));
    m_method->setChoices({{QStringLiteral("cash"), OrderSums::methodName(QStringLiteral("cash"))},
                          {QStringLiteral("transfer"), OrderSums::methodName(QStringLiteral("transfer"))}});
    m_reason->setObjectName(QStringLiteral("refund.reason"));
    m_reason->setMaxLength(500);
    m_reasonField->setRequired();
    m_methodField->setTexts(tr("Given back by"));
    m_reasonField->setTexts(tr("Reason"));
    setFields({{QStringLiteral("reason"), m_reasonField}, {QStringLiteral("method"), m_methodField}});
    setAction(tr("Refund"), Button::Kind::Destroy);
}

void RefundDialog::showState()
{
    setBlocked(!m_lines->isReadable() ? tr("A quantity needs a correction")
               : m_lines->isEmpty()   ? tr("Write how much comes back")
                                      : QString());
}

void RefundDialog::submit()
{
    if (m_lines->isEmpty() || !m_lines->isReadable())
        return;
    if (m_reason->text().trimmed().isEmpty()) {
        m_reasonField->setError(tr("Say why: it stays with the refund."));
        m_reason->setFocus(Qt::OtherFocusReason);
        return;
    }
    send(QStringLiteral("refunds"), {{QStringLiteral("lines"), m_lines->toJson()},
                                     {QStringLiteral("method"), m_method->value()},
                                     {QStringLiteral("reason"), m_reason->text().trimmed()}});
}

void RefundDialog::lock(bool locked)
{
    m_lines->setEnabled(!locked);
    m_all->setEnabled(!locked);
    m_method->setEnabled(!locked);
    m_reason->setReadOnly(locked);
}

void RefundDialog::showFieldErrors(const Error &error)
{
    m_lines->showErrors(error.fields);
    OrderActionDialog::showFieldErrors(error);
}

} // namespace pos::ui
