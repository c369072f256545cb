// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/order/Receipt.h"

#include "core/base/MoneyFormat.h"

#include <QDateTime>

namespace pos::order {

namespace {

using Style = Receipt::Style;

// A receipt speaks the shop's language, not that of the one who asks for it.
struct Words {
    QString number, date, refund, voided, subtotal, discount, included, rounding, total, change, open, cash, transfer,
        other;
};

const Words &wordsOf(const QString &language)
{
    static const Words english{QStringLiteral("No."),      QStringLiteral("Date"),          QStringLiteral("REFUND"),
                               QStringLiteral("VOID"),     QStringLiteral("Subtotal"),      QStringLiteral("Discount"),
                               QStringLiteral("incl. %1"), QStringLiteral("Cash rounding"), QStringLiteral("TOTAL"),
                               QStringLiteral("Change"),   QStringLiteral("To be paid"),    QStringLiteral("Cash"),
                               QStringLiteral("Transfer"), QStringLiteral("Paid")};
    static const Words indonesian{
        QStringLiteral("No."),         QStringLiteral("Tanggal"),       QStringLiteral("PENGEMBALIAN"),
        QStringLiteral("BATAL"),       QStringLiteral("Subtotal"),      QStringLiteral("Diskon"),
        QStringLiteral("termasuk %1"), QStringLiteral("Pembulatan"),    QStringLiteral("TOTAL"),
        QStringLiteral("Kembali"),     QStringLiteral("Belum dibayar"), QStringLiteral("Tunai"),
        QStringLiteral("Transfer"),    QStringLiteral("Dibayar")};
    return language == u"en" ? english : indonesian;
}

class Composer {
public:
    Composer(const contract::Order &order, const ShopSettings &shop)
        : m_order(order), m_shop(shop), m_words(wordsOf(shop.language)), m_money(order.currency)
    {
        m_receipt.columns = shop.receiptColumns;
    }

    Receipt compose()
    {
        head();
        lines();
        sums();
        payments();
        foot();
        return std::move(m_receipt);
    }

private:
    void add(Style style, const QString &left, const QString &right = {})
    {
        m_receipt.rows.push_back({style, left, right});
    }
    void amount(const QString &label, Money value, Style style = Style::Plain)
    {
        add(style, label, m_money.formatPlain(value));
    }

    void centered(const QString &text)
    {
        for (const QString &line : text.split(u'\n', Qt::SkipEmptyParts))
            add(Style::Centered, line.simplified());
    }

    void head()
    {
        add(Style::Title, m_shop.name);
        centered(m_shop.receiptHeader);
        add(Style::Rule, {});
        if (m_order.kind == u"refund")
            add(Style::Strong, m_words.refund);
        if (m_order.status == u"voided")
            add(Style::Strong, m_words.voided);
        add(Style::Plain, m_words.number, m_order.number);
        const QDateTime local =
            QDateTime::fromMSecsSinceEpoch(m_order.createdAt.time_since_epoch().count(), m_shop.zone);
        add(Style::Plain, m_words.date, local.toString(QStringLiteral("dd/MM/yyyy HH:mm")));
        add(Style::Rule, {});
    }

    void lines()
    {
        for (const contract::OrderLine &line : m_order.lines) {
            const Money gross = (line.taxInclusive ? line.total : line.total - line.tax) + line.discount;
            add(Style::Plain, line.name);
            add(Style::Plain,
                QStringLiteral("  %1 x %2").arg(m_money.format(line.quantity), m_money.formatPlain(line.unitPrice)),
                m_money.formatPlain(gross));
            if (!line.discount.isZero())
                amount(QStringLiteral("  ") + m_words.discount, -line.discount);
        }
        add(Style::Rule, {});
    }

    void sums()
    {
        amount(m_words.subtotal, m_order.subtotal);
        if (!m_order.discountTotal.isZero())
            amount(m_words.discount, -m_order.discountTotal);
        for (const contract::OrderTax &tax : m_order.taxes) {
            if (!tax.inclusive)
                amount(tax.name, tax.tax);
        }
        if (!m_order.rounding.isZero())
            amount(m_words.rounding, m_order.rounding);
        add(Style::Strong, m_words.total, m_money.format(m_order.total));
        for (const contract::OrderTax &tax : m_order.taxes) {
            if (tax.inclusive)
                amount(QStringLiteral("  ") + m_words.included.arg(tax.name), tax.tax);
        }
    }

    void payments()
    {
        for (const contract::OrderPayment &payment : m_order.payments) {
            const QString label = payment.method == u"cash"       ? m_words.cash
                                  : payment.method == u"transfer" ? m_words.transfer
                                                                  : m_words.other;
            amount(label, payment.tendered);
            if (!payment.change.isZero())
                amount(m_words.change, payment.change);
        }
        if (m_order.status == u"awaiting_payment")
            amount(m_words.open, m_order.total - m_order.paid, Style::Strong);
    }

    void foot()
    {
        if (m_shop.receiptFooter.isEmpty())
            return;
        add(Style::Rule, {});
        centered(m_shop.receiptFooter);
    }

    const contract::Order &m_order;
    const ShopSettings &m_shop;
    const Words &m_words;
    const MoneyFormat m_money;
    Receipt m_receipt;
};

} // namespace

Receipt Receipt::of(const contract::Order &order, const ShopSettings &shop)
{
    return Composer(order, shop).compose();
}

} // namespace pos::order
