// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/MoneyFormat.h"
#include "ui/api/ApiClient.h"
#include "ui/widgets/Page.h"

namespace pos::ui {

class Banner;
class Button;
class Label;
class ReceiptView;
class SumsView;

// What was just sold: the change to give, the receipt to look at, print and keep, and on to the next.
class SoldPage final : public Page {
    Q_OBJECT
public:
    explicit SoldPage(ApiClient &client, QWidget *parent = nullptr);

    void setFormat(const MoneyFormat &format) { m_format = format; }
    void setOrder(const QJsonObject &order);
    void takeFocus();

Q_SIGNALS:
    void nextAsked();
    void orderAsked(const QString &id);
    void said(const QString &confirmation);

protected:
    void retranslate() override;

private:
    void build();
    void fill();

    MoneyFormat m_format;
    QJsonObject m_order;
    Label *m_title;
    Label *m_number;
    Label *m_changeWords;
    Label *m_change;
    SumsView *m_sums;
    Banner *m_stock;
    ReceiptView *m_receipt;
    Button *m_next;
    Button *m_open;
};

} // namespace pos::ui
