// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/MoneyFormat.h"
#include "core/domain/CashRounding.h"
#include "ui/widgets/Page.h"

#include <QJsonArray>

QT_FORWARD_DECLARE_CLASS(QLineEdit)

namespace pos::ui {

class Button;
class BusyBar;
class Field;
class PaymentForm;
class SaleDraft;
class SumsView;

// Beside the lines of a sale: what it comes to, how it is paid, and the button that sells it.
class SaleCheckout final : public Page {
    Q_OBJECT
public:
    explicit SaleCheckout(SaleDraft &draft, QWidget *parent = nullptr);

    void setFormat(const MoneyFormat &format);
    void setRounding(const domain::CashRounding &rounding);
    void takeFocus();
    void clear();
    void setNote(const QString &note);
    void showState(const QString &whyNotNow); // empty: it may be edited and sold
    void showErrors(const QList<FieldError> &errors);
    void complete(); // when it is paid for

protected:
    void retranslate() override;

private:
    void build();
    void payLater();

    SaleDraft &m_draft;
    MoneyFormat m_format;
    QString m_why;
    BusyBar *m_busy;
    SumsView *m_sums;
    PaymentForm *m_payment;
    QLineEdit *m_note;
    QLineEdit *m_reason;
    Field *m_noteField;
    Field *m_reasonField;
    Button *m_complete;
    Button *m_later;
};

} // namespace pos::ui
