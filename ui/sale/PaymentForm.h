// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/Settlement.h"
#include "ui/widgets/Page.h"

#include "core/base/MoneyFormat.h"

#include <QJsonArray>

namespace pos::ui {

class Button;
class Field;
class Label;
class MoneyField;
class SumsView;

// What a customer hands over: cash, a transfer, or some of both. It shows what is left and the change
// by the server's own rule for cash; the server decides.
class PaymentForm final : public Page {
    Q_OBJECT
public:
    explicit PaymentForm(const QString &name, QWidget *parent = nullptr); // of its parts: NAME.cash, NAME.transfer

    void setFormat(const MoneyFormat &format);
    void setRounding(const domain::CashRounding &rounding);
    // Before cash rounding. While prices are on their way it is not known: then nothing is said about the amounts.
    void setDue(Money due, bool isKnown = true);
    void clear();
    void takeFocus();

    bool isEmpty() const;         // nothing was written
    bool pays() const;            // the amounts can be read, and the whole is paid
    QJsonArray payments() const;  // as the server takes them
    void showErrors(const QList<FieldError> &errors);

Q_SIGNALS:
    void changed();
    void submitted(); // Enter in a field, and it pays

protected:
    void retranslate() override;

private:
    std::vector<domain::Tender> tenders() const;
    std::optional<Money> amountIn(const MoneyField *field) const; // zero when empty
    void edited();
    void show(const Result<domain::Settlement> &settlement);
    void fill(MoneyField *field, MoneyField *other);

    MoneyFormat m_format;
    domain::CashRounding m_rounding;
    Money m_due;
    bool m_isKnown = true;
    MoneyField *m_cash;
    MoneyField *m_transfer;
    Field *m_cashField;
    Field *m_transferField;
    Button *m_exact;
    Button *m_allTransfer;
    SumsView *m_outcome;
};

} // namespace pos::ui
