// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/support/FakeShop.h"

namespace pos::ui::test {

// The stock of a FakeShop's products: levels, cards, movements, look-ups by barcode or SKU, and documents
// entered under their keys.
class FakeStock {
public:
    explicit FakeStock(FakeShop &shop);

    double onHand(const QString &sku) const;
    void splitUp(const QString &sku, const QStringList &names); // a product of which there are variants
    void move(const QString &sku, const QString &kind, double quantity, const QJsonObject &more = {});
    QString variantOf(const QString &sku) const;
    QString barcodeOf(const QString &sku) const;
    void loseAnswers(bool lose) { m_lose = lose; } // documents are entered, and nobody hears of it
    const QJsonArray &movements() const { return m_movements; }

private:
    void record(const QJsonObject &moved, const QString &kind, double quantity, double after, const QJsonObject &more);
    QJsonObject product(const QString &field, const QString &value) const;
    QJsonObject level(const QJsonObject &product) const;
    FakeReply levels(const FakeRequest &request) const;
    FakeReply card(const QString &variant) const;
    FakeReply ledger(const FakeRequest &request) const;
    FakeReply lookup(const FakeRequest &request) const;
    FakeReply enter(const FakeRequest &request, const QString &kind);
    FakeReply refuseMoved(const FakeRequest &request) const;

    FakeShop &m_shop;
    QJsonArray m_movements; // the newest first
    QHash<QByteArray, FakeReply> m_entered;
    bool m_lose = false;
    int m_number = 0;
};

} // namespace pos::ui::test
